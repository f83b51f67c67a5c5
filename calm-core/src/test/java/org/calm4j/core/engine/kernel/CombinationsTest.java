package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link Combinations} in both implementations: all short lengths, every number of rows around the
 * blocks of four, odd offsets, rows with gaps between them.
 */
class CombinationsTest extends KernelCheck {
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 9};
  private static final int GAP = 3;

  /** Elements of rows that lie a fixed distance apart, without what follows the last. */
  private static int extent(int rows, int stride, int n) {
    return rows == 0 ? 0 : (rows - 1) * stride + n;
  }

  private interface Case {
    void check(int rows, int n, int stride);
  }

  private void cases(Case one) {
    for (int rows : ROWS) {
      for (int n = 0; n <= LONGEST; n++) {
        one.check(rows, n, n + (n % 8 == 0 ? 0 : GAP));
        free();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void combined(RowMath math) {
    cases(
        (rows, n, stride) -> {
          Row y = new Row(n);
          Row c = new Row(rows);
          Row x = new Row(extent(rows, stride, n));
          math.combine(y.memory, y.at, c.memory, c.at, x.memory, x.at, stride, rows, n);
          y.holds(
              "combine",
              i -> {
                double exact = y.old(i);
                double scale = Math.abs(exact);
                for (int j = 0; j < rows; j++) {
                  double term = c.old(j) * x.old(j * stride + i);
                  exact += term;
                  scale += Math.abs(term);
                }
                return new Value(exact, scale);
              });
          c.unchanged("combine");
          x.unchanged("combine");
        });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void squaredDistances(RowMath math) {
    cases(
        (rows, n, ignored) -> { // rows of this one have no gaps
          Row d = new Row(rows);
          Row a = new Row(n);
          Row x = new Row(rows * n);
          math.squaredDistances(d.memory, d.at, a.memory, a.at, x.memory, x.at, rows, n);
          d.holds(
              "squaredDistances",
              j -> {
                double exact =
                    IntStream.range(0, n)
                        .mapToDouble(i -> Math.pow(a.old(i) - x.old(j * n + i), 2))
                        .sum();
                return new Value(exact, exact);
              });
          a.unchanged("squaredDistances");
          x.unchanged("squaredDistances");
        });
  }

  /** The gradient of the root of a distance depends on it: equal rows are exactly 0 apart. */
  @ParameterizedTest
  @MethodSource("implementations")
  void equalRowsHaveNoDistance(RowMath math) {
    for (int n = 0; n <= LONGEST; n++) {
      Row a = new Row(n, -1000, 1000);
      Row d = new Row(1);
      math.squaredDistances(d.memory, d.at, a.memory, a.at, a.memory, a.at, 1, n);
      assertThat(d.now(0)).isZero();
      free();
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void rotatedThereAndBack(RowMath math) {
    for (int half = 0; half <= LONGEST; half++) {
      for (float s : new float[] {1, -1}) {
        Row x = new Row(2 * half);
        Row y = new Row(2 * half);
        Row angles = new Row(half);
        Tables tables = new Tables(angles);
        math.rotate(
            y.memory,
            y.at,
            x.memory,
            x.at,
            tables.cos.memory,
            tables.sin.memory,
            angles.at,
            s,
            half);
        y.holds("rotate " + s, rotated(x, tables, s, half));
        x.unchanged("rotate");

        Row z = new Row(2 * half);
        math.rotate(
            z.memory,
            z.at,
            z.memory,
            z.at,
            tables.cos.memory,
            tables.sin.memory,
            angles.at,
            s,
            half);
        z.holds("rotate in place " + s, rotated(z, tables, s, half));
        math.rotate(
            z.memory,
            z.at,
            z.memory,
            z.at,
            tables.cos.memory,
            tables.sin.memory,
            angles.at,
            -s,
            half);
        z.holds("rotate back " + s, i -> new Value(z.old(i), 6));
        tables.cos.unchanged("rotate");
        tables.sin.unchanged("rotate");
        free();
      }
    }
  }

  /** Cosines and sines of the same angles, at the same places. */
  private final class Tables {
    final Row cos;
    final Row sin;

    Tables(Row angles) {
      cos = like(angles, Math::cos);
      sin = like(angles, Math::sin);
    }

    private Row like(Row angles, java.util.function.DoubleUnaryOperator function) {
      float[] values = new float[angles.before.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) function.applyAsDouble(angles.before[i]);
      }
      return new Row(angles.at, angles.n, values);
    }
  }

  private static Formula rotated(Row x, Tables tables, float s, int half) {
    return i -> {
      int pair = i % half;
      double first = x.old(pair);
      double second = x.old(half + pair);
      double cos = tables.cos.old(pair);
      double sin = s * tables.sin.old(pair);
      return i < half ? sum(first * cos, -second * sin) : sum(second * cos, first * sin);
    };
  }
}
