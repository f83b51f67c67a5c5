package org.calm4j.core.engine.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Activations} in both implementations: all short lengths, odd offsets. */
class ActivationsTest extends KernelCheck {

  @ParameterizedTest
  @MethodSource("implementations")
  void sums(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n);
              double[] values = IntStream.range(0, n).mapToDouble(a::old).toArray();
              near(
                  "sum " + n,
                  math.sum(a.memory, a.at, n),
                  Arrays.stream(values).sum(),
                  Arrays.stream(values).map(Math::abs).sum());
              float mean = 0.4f;
              double squares =
                  Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
              near(
                  "centeredSquares " + n,
                  math.centeredSquares(a.memory, a.at, mean, n),
                  squares,
                  squares);
              a.unchanged("sums");
            });
  }

  /** Squares about a mean far from zero: to subtract squares afterwards would lose all digits. */
  @ParameterizedTest
  @MethodSource("implementations")
  void squaresAreTakenAfterTheMean(RowMath math) {
    int n = 67;
    Row a = new Row(n, 999, 1001);
    double squares = IntStream.range(0, n).mapToDouble(i -> Math.pow(a.old(i) - 1000, 2)).sum();
    near("squares", math.centeredSquares(a.memory, a.at, 1000, n), squares, squares);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void normalized(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row x = new Row(n);
              // Weights and biases begin at 0: they are whole parameters.
              Row w = new Row(n);
              Row b = new Row(n);
              Row y = new Row(n);
              float mean = -0.7f;
              float s = 1.9f;
              math.normalize(y.memory, y.at, x.memory, x.at, mean, s, w.memory, b.memory, n);
              y.holds(
                  "normalize",
                  i -> {
                    double factor = s * w.before[i];
                    Value value = sum((x.old(i) - mean) * factor, b.before[i]);
                    // The difference is rounded before it is multiplied.
                    double parts = (Math.abs(x.old(i)) + Math.abs(mean)) * Math.abs(factor);
                    return new Value(value.exact(), value.scale() + parts);
                  });
              x.unchanged("normalize");
              w.unchanged("normalize");
              b.unchanged("normalize");
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void shifted(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row a = new Row(n);
              math.shift(a.memory, a.at, -1.7f, n);
              a.holds("shift", i -> sum(a.old(i), -1.7f));
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void silu(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row x = new Row(n, -12, 12);
              Row y = new Row(n);
              math.silu(y.memory, y.at, x.memory, x.at, n);
              y.holds("silu", i -> sum(x.old(i) * sigmoid(x.old(i))));
              x.unchanged("silu");

              Row z = new Row(n, -12, 12);
              math.silu(z.memory, z.at, z.memory, z.at, n);
              z.holds("silu in place", i -> sum(z.old(i) * sigmoid(z.old(i))));
            });
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientOfSiluAlsoOverTheGradient(RowMath math) {
    lengths()
        .forEach(
            n -> {
              Row x = new Row(n, -12, 12);
              Row dy = new Row(n);
              Row dx = new Row(n);
              math.siluGrad(dx.memory, dx.at, x.memory, x.at, dy.memory, dy.at, n);
              dx.holds("siluGrad", i -> siluGrad(x.old(i), dy.old(i)));
              x.unchanged("siluGrad");
              dy.unchanged("siluGrad");

              math.siluGrad(dy.memory, dy.at, x.memory, x.at, dy.memory, dy.at, n);
              dy.holds("siluGrad in place", i -> siluGrad(x.old(i), dy.old(i)));
            });
  }

  /** 1 - s is rounded near 1: its error is multiplied by x. */
  private static Value siluGrad(double x, double dy) {
    double s = sigmoid(x);
    return new Value(dy * s * (1 + x * (1 - s)), Math.abs(dy * s) * (1 + Math.abs(x)));
  }
}
