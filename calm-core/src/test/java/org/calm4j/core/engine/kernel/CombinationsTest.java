package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
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
  void distancesToTurnedRows(RowMath math) {
    SplittableRandom random = new SplittableRandom(3);
    for (int width : new int[] {16, 32, 48, 64, 112}) {
      for (int n : new int[] {0, 1, 7, 130}) {
        float[] x = random(random, n + GAP);
        float[] turned = random(random, n * width);
        float[] d = new float[width];
        math.turnedDistances(d, x, GAP, turned, width, n);
        for (int j = 0; j < width; j++) {
          int column = j;
          double exact =
              IntStream.range(0, n)
                  .mapToDouble(i -> Math.pow((double) x[GAP + i] - turned[i * width + column], 2))
                  .sum();
          assertThat((double) d[j]).isCloseTo(exact, offset(1e-6 * exact * (1 + Math.sqrt(n))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void combinedOnTheHeap(RowMath math) {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {16, 32, 64, 80, 128}) {
      for (int rows : ROWS) {
        float[] c = random(random, rows);
        float[] x = random(random, rows * n);
        float[] before = random(random, n);
        float[] y = before.clone();
        math.combine(y, c, x, rows, n);
        for (int i = 0; i < n; i++) {
          int column = i;
          double exact =
              before[i]
                  + IntStream.range(0, rows)
                      .mapToDouble(j -> (double) c[j] * x[j * n + column])
                      .sum();
          assertThat((double) y[i]).isCloseTo(exact, offset(4e-7 * (4 * rows + 2)));
        }
      }
    }
  }

  private static float[] random(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void equalRowsHaveNoDistance(RowMath math) {
    float[] x = random(new SplittableRandom(4), 100);
    float[] turned = new float[100 * 16];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = x[i / 16];
    }
    float[] d = new float[16];
    math.turnedDistances(d, x, 0, turned, 16, 100);
    assertThat(d).containsOnly(0f);
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
