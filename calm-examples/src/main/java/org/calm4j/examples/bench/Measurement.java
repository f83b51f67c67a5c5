package org.calm4j.examples.bench;

import java.util.Arrays;

/**
 * Times of one thing that was run several times.
 *
 * @param medianMs the middle, in milliseconds
 * @param minMs the least
 * @param maxMs the largest
 */
public record Measurement(double medianMs, double minMs, double maxMs) {
  /** Runs before the clock counts, as the peer has. */
  private static final int WARM_UP = 3;

  /**
   * Runs something three times to warm up, then measures.
   *
   * @param body what to run
   * @param runs how often it is measured, at least 1
   * @return the times
   */
  public static Measurement of(Runnable body, int runs) {
    return of(body, () -> {}, runs);
  }

  /**
   * The same with something to do between warming up and measuring.
   *
   * @param body what to run
   * @param warmedUp called once after the warm-up
   * @param runs how often it is measured, at least 1
   * @return the times
   */
  static Measurement of(Runnable body, Runnable warmedUp, int runs) {
    for (int i = 0; i < WARM_UP; i++) {
      body.run();
    }
    warmedUp.run();
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      body.run();
      times[i] = (System.nanoTime() - start) * 1e-6;
    }
    return of(times);
  }

  static Measurement of(double... times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    // Of an even number the mean of the two in the middle.
    double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    return new Measurement(median, sorted[0], sorted[last]);
  }
}
