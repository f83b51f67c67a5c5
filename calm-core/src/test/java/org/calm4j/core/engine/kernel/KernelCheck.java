package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows with surroundings that must stay as they are, and what float64 says about them. */
abstract class KernelCheck {
  static final int LONGEST = 70;

  /** Floats around every row that must stay as they are. */
  static final int MARGIN = 9;

  static final double TOLERANCE = 6e-7;

  final SplittableRandom random = new SplittableRandom(5);

  private final List<INDArray> made = new ArrayList<>();

  static Stream<Named<RowMath>> implementations() {
    Named<RowMath> plain = Named.of("plain", new PlainRowMath());
    return RowMath.vectorized()
        ? Stream.of(plain, Named.of("vector", RowMath.best()))
        : Stream.of(plain);
  }

  /** A row somewhere inside a longer array; keeps the array, which a Memory does not. */
  final class Row {
    final INDArray array;
    final Memory memory;
    final int at;
    final int n;
    final float[] before;

    Row(int n) {
      this(n, -3, 3);
    }

    Row(int n, double low, double high) {
      this(random.nextInt(MARGIN), n, values(n + 2 * MARGIN, low, high));
    }

    Row(int at, int n, float... values) {
      this.n = n;
      this.at = at;
      this.before = values;
      this.array = Nd4j.createFromArray(values);
      made.add(array);
      this.memory = Memory.of(array);
    }

    double old(int i) {
      return before[at + i];
    }

    float now(int i) {
      return memory.get(at + i);
    }

    void untouchedOutside(String what) {
      for (int i = 0; i < before.length; i++) {
        if (i < at || i >= at + n) {
          if (memory.get(i) != before[i]) {
            assertThat(memory.get(i)).as(what + ", outside").isEqualTo(before[i]);
          }
        }
      }
    }

    void unchanged(String what) {
      assertThat(array.toFloatVector()).as(what + ", an input").isEqualTo(before);
    }

    void holds(String what, Formula formula) {
      for (int i = 0; i < n; i++) {
        Value value = formula.at(i);
        if (!isNear(now(i), value.exact, value.scale)) { // words only where they are needed
          near(what + " at " + i + " of " + n, now(i), value.exact, value.scale);
        }
      }
      untouchedOutside(what);
    }
  }

  private float[] values(int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return values;
  }

  /** Frees all rows so far. */
  @AfterEach
  void free() {
    made.forEach(INDArray::close);
    made.clear();
  }

  interface Formula {
    Value at(int i);
  }

  /** An exact value and the size of what was added up to get it, which rounding goes by. */
  record Value(double exact, double scale) {}

  static Value sum(double... terms) {
    return new Value(
        Arrays.stream(terms).sum(), Arrays.stream(terms).map(Math::abs).max().orElse(0));
  }

  static void near(String what, double actual, double exact, double scale) {
    assertThat(isNear(actual, exact, scale))
        .as("%s: got %s, exact %s, scale %s", what, actual, exact, scale)
        .isTrue();
  }

  private static boolean isNear(double actual, double exact, double scale) {
    return Math.abs(actual - exact) <= TOLERANCE * scale + 1e-38;
  }

  static IntStream lengths() {
    return IntStream.rangeClosed(0, LONGEST);
  }

  /** Rows one after the other; keeps the array, which a Memory does not. */
  final class Matrix {
    final float[] values;
    final INDArray array;
    final Memory memory;
    final int width;

    Matrix(int rows, int width) {
      this.width = width;
      values = new float[rows * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-3, 3);
      }
      array = Nd4j.createFromArray(values);
      memory = Memory.of(array);
    }

    float before(int row, int column) {
      return values[row * width + column];
    }

    float now(int row, int column) {
      return memory.get(row * width + column);
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
