package org.calm4j.eval.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;

/**
 * Percentile intervals from the bootstrap (Efron 1979): statistics are computed again and again
 * from as many units as there are, drawn with replacement; the middle part of the values that they
 * take is the interval. Units must be independent of each other, so text is resampled by whole
 * documents: neighbouring places of one document go up and down together.
 *
 * <p>With few units (below some twenty) such intervals are too narrow. With one unit there are
 * none.
 *
 * @param replicates how often to resample, for example 1000; 0 for no intervals
 * @param confidence the part of the values that the interval keeps, in (0, 1), for example 0.95
 * @param seed of the resampling
 */
public record Bootstrap(int replicates, double confidence, long seed) {

  /**
   * Checks the values.
   *
   * @param replicates how often to resample
   * @param confidence the part of the values that the interval keeps
   * @param seed of the resampling
   * @throws IllegalArgumentException if the confidence is not in (0, 1), or the replicates are too
   *     few for it
   */
  public Bootstrap {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
    }
    long least = (long) Math.ceil(2 / (1 - confidence) - 1e-9);
    if (replicates != 0 && replicates < least) {
      throw new IllegalArgumentException(
          "a confidence of %s needs at least %d bootstrap replicates (or 0 for no interval), got %d"
              .formatted(confidence, least, replicates));
    }
  }

  /** Statistics of a resampled set of units. */
  @FunctionalInterface
  public interface Statistics {
    /**
     * Computes them.
     *
     * @param times {@code [units]}, how often each unit is in the set; not to be kept
     * @return the statistics, always as many
     */
    double[] of(int[] times);
  }

  /**
   * The intervals of some statistics, from the same resampled sets.
   *
   * @param units number of independent units, at least 1
   * @param statistics what to compute, called on this thread
   * @return an interval per statistic; {@link Interval#NONE} for each if there is one unit or no
   *     replicate is wanted, or if a value was NaN
   * @throws IllegalArgumentException if there is no unit
   */
  public List<Interval> intervals(int units, Statistics statistics) {
    if (units < 1) {
      throw new IllegalArgumentException("resampling needs at least one unit, got " + units);
    }
    int[] once = new int[units];
    Arrays.fill(once, 1);
    int count = statistics.of(once).length;
    if (units == 1 || replicates == 0) {
      return Collections.nCopies(count, Interval.NONE);
    }
    double[][] values = new double[count][replicates];
    RandomGenerator random = new RandomStreams(seed).stream("bootstrap");
    int[] times = new int[units];
    for (int replicate = 0; replicate < replicates; replicate++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < units; i++) {
        times[random.nextInt(units)]++;
      }
      double[] of = statistics.of(times);
      for (int i = 0; i < count; i++) {
        values[i][replicate] = of[i];
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (double[] sorted : values) {
      Arrays.sort(sorted);
      intervals.add(middle(sorted));
    }
    return List.copyOf(intervals);
  }

  private Interval middle(double[] sorted) {
    // NaN is sorted to the end.
    if (Double.isNaN(sorted[sorted.length - 1])) {
      return Interval.NONE;
    }
    double tail = (1 - confidence) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Between neighbours in proportion. */
  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
