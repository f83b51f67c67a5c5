package org.calm4j.core.random;

/** Pearson's test whether counts follow given probabilities. */
public final class ChiSquare {
  /** Standard normal quantile of 1 - 1e-4. */
  private static final double Z = 3.719;

  private ChiSquare() {}

  public static double statistic(long[] counts, double[] probabilities) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = total * probabilities[i];
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  /** What a true hypothesis exceeds with a chance of 1e-4 (Wilson and Hilferty, 1931). */
  public static double limit(int categories) {
    double freedom = categories - 1;
    double part = 2 / (9 * freedom);
    return freedom * Math.pow(1 - part + Z * Math.sqrt(part), 3);
  }
}
