package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every primitive, in both implementations, against float64: all short lengths, odd offsets. */
class RowMathTest extends KernelCheck {
  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfProducts(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n);
              Row b = new Row(n);
              Row c = new Row(n);
              double[] two = IntStream.range(0, n).mapToDouble(i -> a.old(i) * b.old(i)).toArray();
              double[] three = IntStream.range(0, n).mapToDouble(i -> two[i] * c.old(i)).toArray();
              near(
                  "dot " + n,
                  math.dot(a.memory, a.at, b.memory, b.at, n),
                  Arrays.stream(two).sum(),
                  Arrays.stream(two).map(Math::abs).sum());
              near(
                  "dot3 " + n,
                  math.dot3(a.memory, a.at, b.memory, b.at, c.memory, c.at, n),
                  Arrays.stream(three).sum(),
                  Arrays.stream(three).map(Math::abs).sum());
              a.unchanged("dot");
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void productsOfFewRows(RowMath math) {
    int out = 7;
    for (int rows = 1; rows <= 9; rows++) {
      for (int n : new int[] {1, 3, 15, 16, 31, 32, 33, 64, 70, 129}) {
        Matrix x = new Matrix(rows, n);
        Matrix w = new Matrix(out, n);
        Matrix y = new Matrix(rows, out);
        math.rowProducts(y.memory, out, x.memory, rows, w.memory, 2, 6, n);
        for (int i = 0; i < rows; i++) {
          for (int o = 0; o < out; o++) {
            if (o < 2 || o >= 6) {
              assertThat(y.now(i, o)).as("outside").isEqualTo(y.before(i, o));
              continue;
            }
            double[] terms = new double[n];
            for (int j = 0; j < n; j++) {
              terms[j] = (double) x.before(i, j) * w.before(o, j);
            }
            near(
                "product of " + rows + " rows of " + n,
                y.now(i, o),
                Arrays.stream(terms).sum(),
                Arrays.stream(terms).map(Math::abs).sum());
          }
        }
      }
    }
  }

  /** Neither the range nor, from two on, the number of rows changes a bit of an element. */
  @ParameterizedTest
  @MethodSource("implementations")
  void productsOfFewRowsDoNotDependOnTheirNumber(RowMath math) {
    int n = 531;
    int out = 6;
    Matrix x = new Matrix(8, n);
    Matrix w = new Matrix(out, n);
    Matrix all = new Matrix(8, out);
    math.rowProducts(all.memory, out, x.memory, 8, w.memory, 0, out, n);
    Matrix one = new Matrix(1, out);
    Matrix parts = new Matrix(1, out);
    math.rowProducts(one.memory, out, x.memory, 1, w.memory, 0, out, n);
    math.rowProducts(parts.memory, out, x.memory, 1, w.memory, 0, 1, n);
    math.rowProducts(parts.memory, out, x.memory, 1, w.memory, 1, out, n);
    assertThat(parts.array).isEqualTo(one.array);
    for (int rows = 2; rows < 8; rows++) {
      Matrix some = new Matrix(rows, out);
      math.rowProducts(some.memory, out, x.memory, rows, w.memory, 0, 1, n);
      math.rowProducts(some.memory, out, x.memory, rows, w.memory, 1, out, n);
      for (int i = 0; i < rows; i++) {
        for (int o = 0; o < out; o++) {
          assertThat(some.now(i, o)).isEqualTo(all.now(i, o));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void maximum(RowMath math) {
    lengths()
        .forEach(
            n -> {
              // Negative throughout: a start from zero would show.
              Row a = new Row(n, -9, -1);
              double expected =
                  IntStream.range(0, n).mapToDouble(a::old).max().orElse(Double.NEGATIVE_INFINITY);
              assertThat((double) math.max(a.memory, a.at, n)).isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void maximumSeesEveryPlaceAndNaN(RowMath math) {
    for (int i = 0; i < LONGEST; i++) {
      Row a = new Row(LONGEST);
      a.memory.set(a.at + i, 100);
      assertThat(math.max(a.memory, a.at, LONGEST)).isEqualTo(100f);
      a.memory.set(a.at + i, Float.NaN);
      assertThat(math.max(a.memory, a.at, LONGEST)).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sumsAndScaledSums(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n);
              Row b = new Row(n);
              Row y = new Row(n);
              math.add(y.memory, y.at, a.memory, a.at, b.memory, b.at, n);
              y.holds("add", i -> sum(a.old(i), b.old(i)));

              Row z = new Row(n);
              math.axpy(z.memory, z.at, a.memory, a.at, 0.7f, n);
              z.holds("axpy", i -> sum(z.old(i), 0.7f * a.old(i)));

              Row s = new Row(n);
              math.scale(s.memory, s.at, -1.3f, n);
              s.holds("scale", i -> sum(-1.3f * s.old(i)));

              a.unchanged("add, axpy");
              Row c = new Row(n);
              math.add(c.memory, c.at, c.memory, c.at, b.memory, b.at, n);
              c.holds("add in place", i -> sum(c.old(i), b.old(i)));
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void products(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n);
              Row b = new Row(n);
              Row c = new Row(n);
              Row y = new Row(n);
              math.mul(y.memory, y.at, a.memory, a.at, b.memory, b.at, 0.3f, n);
              y.holds("mul", i -> sum(0.3f * a.old(i) * b.old(i)));

              Row z = new Row(n);
              math.mulAdd(z.memory, z.at, a.memory, a.at, b.memory, b.at, 0.3f, n);
              z.holds("mulAdd", i -> sum(z.old(i), 0.3f * a.old(i) * b.old(i)));

              Row w = new Row(n);
              math.mulPlus(
                  w.memory, w.at, a.memory, a.at, b.memory, b.at, 0.3f, c.memory, c.at, -2, n);
              w.holds("mulPlus", i -> sum(0.3f * a.old(i) * b.old(i), -2 * c.old(i)));
              a.unchanged("products");
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gate(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row g = new Row(n, -12, 12);
              Row u = new Row(n);
              Row h = new Row(n);
              math.swiGlu(h.memory, h.at, g.memory, g.at, u.memory, u.at, n);
              h.holds("swiGlu", i -> sum(g.old(i) * sigmoid(g.old(i)) * u.old(i)));
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientOfTheGateAlsoOverItsInputs(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row g = new Row(n, -12, 12);
              Row u = new Row(n);
              Row dh = new Row(n);
              math.swiGluGrad(
                  g.memory, g.at, u.memory, u.at, g.memory, g.at, u.memory, u.at, dh.memory, dh.at,
                  n);
              g.holds(
                  "dgate",
                  i -> {
                    double s = sigmoid(g.old(i));
                    double factor = dh.old(i) * u.old(i) * s;
                    // 1 - s is rounded near 1: its error is multiplied by the gate.
                    return new Value(
                        factor * (1 + g.old(i) * (1 - s)),
                        Math.abs(factor) * (1 + Math.abs(g.old(i))));
                  });
              u.holds("dup", i -> sum(dh.old(i) * g.old(i) * sigmoid(g.old(i))));
              dh.unchanged("swiGluGrad");
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void exponentials(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n, -20, 20);
              float sum = math.expShift(a.memory, a.at, 1.5f, n);
              // The argument is rounded once before: a relative error of 2e-6 at 20 is its due.
              a.holds("expShift", i -> sum(Math.exp((float) (a.old(i) - 1.5))));
              double exact = IntStream.range(0, n).mapToDouble(a::now).sum();
              near("sum of expShift", sum, exact, exact);
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void exponentialOverTheWholeRange(RowMath math) {
    int n = 400_000;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (-87.3 + (88.3 + 87.3) * i / (n - 1));
    }
    INDArray array = Nd4j.createFromArray(x);
    Memory memory = Memory.of(array);
    math.expShift(memory, 0, 0, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      double exact = Math.exp(x[i]);
      worst = Math.max(worst, Math.abs(memory.get(i) - exact) / exact);
    }
    assertThat(worst).isLessThan(3e-7);
    assertThat(array.length()).isEqualTo(n);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void exponentialOutsideItsRange(RowMath math) {
    float[] x = new float[LONGEST];
    for (int i = 0; i < x.length; i++) {
      x[i] =
          switch (i % 6) {
            case 0 -> Float.NEGATIVE_INFINITY;
            case 1 -> -1000;
            case 2 -> -88;
            case 3 -> Float.POSITIVE_INFINITY;
            case 4 -> Float.NaN;
            default -> 0;
          };
    }
    INDArray array = Nd4j.createFromArray(x);
    Memory memory = Memory.of(array);
    float sum = math.expShift(memory, 0, 0, x.length);
    assertThat(sum).isNaN();
    for (int i = 0; i < x.length; i++) {
      float e = memory.get(i);
      switch (i % 6) {
        case 0, 1, 2 -> assertThat(e).as("exp " + x[i]).isBetween(0f, 1.3e-38f);
        case 3 -> assertThat(e).as("exp " + x[i]).isGreaterThan(1e38f);
        case 4 -> assertThat(e).as("exp " + x[i]).isNaN();
        default -> assertThat(e).as("exp " + x[i]).isEqualTo(1f);
      }
    }
    assertThat(array.length()).isEqualTo(x.length);
  }

  /** A run must not depend on when its kernels were compiled. */
  @ParameterizedTest
  @MethodSource("implementations")
  void sumsHaveTheSameBitsInterpretedAndCompiled(RowMath math) {
    int n = 200;
    Row a = new Row(n);
    Row b = new Row(n);
    Row e = new Row(n);
    float dot = math.dot(a.memory, a.at, b.memory, b.at, n);
    float dot3 = math.dot3(a.memory, a.at, b.memory, b.at, a.memory, a.at, n);
    float exp = math.expShift(e.memory, e.at, 1, n);
    for (int i = 0; i < 30_000; i++) {
      e.memory.put(e.before, e.before.length);
      float again = math.expShift(e.memory, e.at, 1, n);
      if (math.dot(a.memory, a.at, b.memory, b.at, n) != dot
          || math.dot3(a.memory, a.at, b.memory, b.at, a.memory, a.at, n) != dot3
          || again != exp) {
        throw new AssertionError("other bits in round " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void adamW(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row p = new Row(n);
              Row g = new Row(n);
              Row m = new Row(n, -0.1, 0.1);
              Row v = new Row(n, 0, 0.1);
              // One index for all four windows, as the optimiser has it.
              int from = 3;
              math.adamW(
                  p.memory,
                  g.memory,
                  m.memory,
                  v.memory,
                  from,
                  n,
                  new AdamWStep(0.5f, 0.9f, 0.95f, 0.99f, 0.02f, 1.4f, 1e-8f));
              for (int i = 0; i < p.before.length; i++) {
                boolean inside = i >= from && i < from + n;
                double gradient = 0.5 * g.before[i];
                double first = 0.9f * (double) m.before[i] + (1 - 0.9f) * gradient;
                double second = 0.95f * (double) v.before[i] + (1 - 0.95f) * gradient * gradient;
                double step = 0.02f * first / (Math.sqrt(second) * 1.4f + 1e-8f);
                near("m", m.memory.get(i), inside ? first : m.before[i], inside ? 1 : 0);
                near("v", v.memory.get(i), inside ? second : v.before[i], inside ? 1 : 0);
                near(
                    "p",
                    p.memory.get(i),
                    inside ? p.before[i] * (double) 0.99f - step : p.before[i],
                    inside ? 3 : 0);
              }
              g.unchanged("adamW");
            });
  }
}
