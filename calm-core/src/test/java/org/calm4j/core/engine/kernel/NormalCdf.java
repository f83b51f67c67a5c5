package org.calm4j.core.engine.kernel;

/** The normal distribution function, for tests. */
final class NormalCdf {
  private static final double STEP = 1.0 / 512;
  private static final double[] TABLE = table();

  private NormalCdf() {}

  /** Simpson's rule from 0 on. */
  private static double[] table() {
    double[] values = new double[(int) (8 / STEP) + 2];
    for (int i = 1; i < values.length; i++) {
      double from = (i - 1) * STEP;
      values[i] =
          values[i - 1]
              + STEP / 6 * (density(from) + 4 * density(from + STEP / 2) + density(from + STEP));
    }
    return values;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  static double at(double x) {
    double size = Math.abs(x);
    int i = (int) (size / STEP);
    double part = size - i * STEP;
    double middle = i * STEP + part / 2;
    double above = TABLE[i] + part / 6 * (density(i * STEP) + 4 * density(middle) + density(size));
    return x < 0 ? 0.5 - above : 0.5 + above;
  }
}
