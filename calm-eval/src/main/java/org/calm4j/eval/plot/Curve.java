package org.calm4j.eval.plot;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Values against ascending places, all of them finite. Immutable. */
final class Curve {
  /** A smoothed value is a mean over this part of the curve to either side. */
  private static final double SMOOTHING = 0.01;

  private final double[] x;
  private final double[] y;

  Curve(double[] x, double[] y) {
    this.x = x.clone();
    this.y = y.clone();
  }

  static Curve of(SortedMap<Long, Double> values) {
    return new Curve(
        values.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
        values.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  double[] x() {
    return x.clone();
  }

  double[] y() {
    return y.clone();
  }

  int size() {
    return x.length;
  }

  double first() {
    return y[0];
  }

  double last() {
    return y[y.length - 1];
  }

  double lastX() {
    return x[x.length - 1];
  }

  double min() {
    return Arrays.stream(y).min().orElseThrow();
  }

  double max() {
    return Arrays.stream(y).max().orElseThrow();
  }

  Curve map(DoubleUnaryOperator change) {
    return new Curve(x, Arrays.stream(y).map(change).toArray());
  }

  /** A moving mean. Its window narrows towards the start, where curves fall steeply. */
  Curve smooth() {
    double[] sums = new double[y.length + 1];
    for (int i = 0; i < y.length; i++) {
      sums[i + 1] = sums[i] + y[i];
    }
    double[] means = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int half = Math.min(i, 1 + (int) (y.length * SMOOTHING));
      int from = i - half;
      int to = Math.min(y.length, i + half + 1);
      means[i] = (sums[to] - sums[from]) / (to - from);
    }
    return new Curve(x, means);
  }

  /** The same picture with at most so many points: the lowest and highest of each stretch. */
  Curve thin(int points) {
    if (y.length <= points) {
      return this;
    }
    int stretches = points / 2;
    int[] kept =
        IntStream.range(0, stretches)
            .flatMap(
                stretch ->
                    extremes(
                        (int) ((long) y.length * stretch / stretches),
                        (int) ((long) y.length * (stretch + 1) / stretches)))
            .toArray();
    return new Curve(
        Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
  }

  private IntStream extremes(int from, int to) {
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      low = y[i] < y[low] ? i : low;
      high = y[i] > y[high] ? i : high;
    }
    return low == high ? IntStream.of(low) : IntStream.of(Math.min(low, high), Math.max(low, high));
  }

  static double max(Map<String, Curve> curves) {
    return curves.values().stream().mapToDouble(Curve::max).max().orElseThrow();
  }
}
