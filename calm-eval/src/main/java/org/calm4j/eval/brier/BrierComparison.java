package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.List;
import org.calm4j.eval.bootstrap.Interval;

/**
 * How much better one model is than another on the same text. Documents are resampled for both at
 * once: what makes a document hard for both falls out of the difference, and its interval is
 * narrower than those of the two scores suggest.
 *
 * @param difference score of the first less that of the second, in percentage points
 * @param interval of the difference; {@link Interval#NONE} with a single document
 * @param factorDifferences {@code [4]}, the same for Brier-1 to Brier-4
 * @param factorIntervals {@code [4]}, their intervals
 */
public record BrierComparison(
    double difference,
    Interval interval,
    List<Double> factorDifferences,
    List<Interval> factorIntervals) {

  /**
   * Compares two models, of any chunk sizes.
   *
   * @param first a model's result
   * @param second another's, on the same documents at the same context length; replicates,
   *     confidence and seed of the resampling are those of the first
   * @return the difference
   * @throws IllegalArgumentException if the documents or the context lengths differ, or one was
   *     ended early
   */
  public static BrierComparison of(BrierResult first, BrierResult second) {
    if (first.contextTokens() != second.contextTokens()) {
      throw new IllegalArgumentException(
          "scores at context lengths of %d and %d tokens do not compare: evaluate both at one"
              .formatted(first.contextTokens(), second.contextTokens()));
    }
    if (!first.complete() || !second.complete()) {
      throw new IllegalArgumentException(
          "a score that was ended early is of other text than the other: let both read to the end");
    }
    if (!Arrays.equals(first.terms().documents(), second.terms().documents())) {
      throw new IllegalArgumentException(
          ("the models were scored on different documents, %d and %d of them:"
                  + " give both the same texts, and limit texts rather than positions")
              .formatted(first.documents(), second.documents()));
    }
    int[] once = new int[first.documents()];
    Arrays.fill(once, 1);
    double[] differences = differences(first, second, once);
    List<Interval> intervals =
        first
            .options()
            .bootstrap()
            .intervals(first.documents(), times -> differences(first, second, times));
    int n = BrierTerms.ORDERS;
    return new BrierComparison(
        differences[n],
        intervals.get(n),
        Arrays.stream(differences, 0, n).boxed().toList(),
        intervals.subList(0, n));
  }

  /**
   * Whether two results can be compared.
   *
   * @param first a model's result
   * @param second another's
   * @return whether both were read to their end, on the same documents at one context length
   */
  public static boolean isPossible(BrierResult first, BrierResult second) {
    return first.complete()
        && second.complete()
        && first.contextTokens() == second.contextTokens()
        && Arrays.equals(first.terms().documents(), second.terms().documents());
  }

  private static double[] differences(BrierResult first, BrierResult second, int[] times) {
    double[] a = BrierResult.statistics(first.terms().factors(times));
    double[] b = BrierResult.statistics(second.terms().factors(times));
    Arrays.setAll(a, i -> a[i] - b[i]);
    return a;
  }

  /**
   * Whether the interval has zero outside: chance alone hardly makes such a difference.
   *
   * @return false if there is no interval
   */
  public boolean isSignificant() {
    return interval.isKnown() && !interval.contains(0);
  }
}
