package org.calm4j.eval.brier;

import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.rollout.Rollouts;

/**
 * The terms of BrierLM at the starts of one text: for n from 1 to 4, how probable the model makes
 * the true n tokens (accuracy, from two samples or sets of samples), and how probable it is that
 * two of its samples agree in n tokens (collision).
 *
 * <p>A <em>start</em> p is the place behind chunk p: the context is chunks 0 to p, the four true
 * tokens are those that follow. Factor n of the score is the mean over starts of {@code first +
 * second - collision} (paper section 4.2).
 *
 * @param starts {@code [starts]}, places of the text
 * @param first {@code [starts][4]}, accuracy of the first sample
 * @param second {@code [starts][4]}, accuracy of the second; with {@link BrierEstimator#PAIRS} and
 *     with exact roll-outs the same as the first
 * @param collision {@code [starts][4]}
 */
@SuppressWarnings("ArrayRecordComponent") // a result to take apart, nobody compares it
public record BrierTerms(int[] starts, double[][] first, double[][] second, double[][] collision) {
  /** The longest run of tokens that counts: factors are Brier-1 to Brier-4. */
  public static final int ORDERS = 4;

  /**
   * Estimates the terms at some places of an opened text, for any chunk size K. Four tokens need S
   * = ceil(4 / K) chunks: with K of 4 and more the first four tokens of one chunk, otherwise
   * roll-outs of S chunks. All starts go together, with one {@link Rollouts#extend} and one {@link
   * Rollouts#draw} per further chunk.
   *
   * <ul>
   *   <li>Accuracy joins draws at the true places p to p + S - 1: sample by sample if published, by
   *       the product of means with pairs. Exact roll-outs give probabilities instead.
   *   <li>Collision follows the samples that agree so far: two (or as many as agree) new draws from
   *       the context that they share, until none agree. In the last chunk only the first 4 - K(S -
   *       1) tokens are compared; exact roll-outs give that last comparison as a probability.
   * </ul>
   *
   * @param estimator what is done with the draws
   * @param rollouts the opened text
   * @param text the same text, {@code [places, K]}
   * @param starts places in {@code [0, places - S)}
   * @param samples draws per place: 2 if published, at least 2 with pairs
   * @return the terms
   * @throws IllegalArgumentException if the text has other places than the roll-outs, a start has
   *     no four tokens behind it, or the samples do not fit the estimator
   * @throws IllegalStateException if the model draws another number of ids than asked for
   */
  public static BrierTerms estimate(
      BrierEstimator estimator, Rollouts rollouts, TokenChunks text, int[] starts, int samples) {
    requireSamples(estimator, samples);
    if (rollouts.places() != text.chunks()) {
      throw new IllegalArgumentException(
          "the text has %d chunks, but the roll-outs have %d places: open the same text"
              .formatted(text.chunks(), rollouts.places()));
    }
    requireStarts(text, starts);
    return new TermEstimation(rollouts, text, starts.clone(), samples).run(estimator);
  }

  /**
   * The published terms of given samples, for K of 4 and more, where a sample is one chunk.
   *
   * @param first a sample for each target, {@code [starts, K]}
   * @param second another
   * @param targets the true chunks, {@code [starts, K]}
   * @return the terms, the starts numbered from 0
   * @throws IllegalArgumentException if K is below 4 or the shapes differ
   */
  public static BrierTerms ofSamples(TokenChunks first, TokenChunks second, TokenChunks targets) {
    int k = targets.k();
    if (k < ORDERS) {
      throw new IllegalArgumentException(
          "samples of one chunk need at least %d tokens, got %d: use roll-outs"
              .formatted(ORDERS, k));
    }
    if (first.k() != k
        || second.k() != k
        || first.chunks() != targets.chunks()
        || second.chunks() != targets.chunks()) {
      throw new IllegalArgumentException(
          "both samples must have the shape of the targets, got %s and %s for %s"
              .formatted(first, second, targets));
    }
    int[] starts = new int[targets.chunks()];
    double[][][] terms = new double[3][starts.length][ORDERS];
    for (int start = 0; start < starts.length; start++) {
      starts[start] = start;
      agreement(first, targets, start, terms[0][start]);
      agreement(second, targets, start, terms[1][start]);
      agreement(first, second, start, terms[2][start]);
    }
    return new BrierTerms(starts, terms[0], terms[1], terms[2]);
  }

  private static void agreement(TokenChunks a, TokenChunks b, int chunk, double[] result) {
    for (int n = 0; n < ORDERS && a.id(chunk, n) == b.id(chunk, n); n++) {
      result[n] = 1;
    }
  }

  /**
   * Chunks that hold four tokens.
   *
   * @param k tokens per chunk, at least 1
   * @return S = ceil(4 / K)
   */
  public static int chunksPerStart(int k) {
    return (ORDERS + k - 1) / k;
  }

  /**
   * What factor n averages.
   *
   * @param start index into {@link #starts}
   * @param n number of tokens, from 1 to 4
   * @return first + second - collision
   */
  public double term(int start, int n) {
    return first[start][n - 1] + second[start][n - 1] - collision[start][n - 1];
  }

  /**
   * The factors of these starts alone.
   *
   * @return {@code [4]}, Brier-1 to Brier-4 as fractions; NaN if there is no start
   */
  public double[] factors() {
    double[] factors = new double[ORDERS];
    for (int n = 1; n <= ORDERS; n++) {
      double sum = 0;
      for (int start = 0; start < starts.length; start++) {
        sum += term(start, n);
      }
      factors[n - 1] = sum / starts.length;
    }
    return factors;
  }

  static void requireSamples(BrierEstimator estimator, int samples) {
    if (samples < 2) {
      throw new IllegalArgumentException(
          "samples per place must be at least 2, since they are compared, got " + samples);
    }
    if (estimator == BrierEstimator.PUBLISHED && samples != 2) {
      throw new IllegalArgumentException(
          "the published estimator takes 2 samples per place, got %d: use the estimator PAIRS"
              .formatted(samples));
    }
  }

  private static void requireStarts(TokenChunks text, int[] starts) {
    int end = text.chunks() - chunksPerStart(text.k());
    for (int start : starts) {
      if (start < 0 || start >= end) {
        throw new IllegalArgumentException(
            "a start must be in [0, %d) to have %d tokens of the text behind it, got %d"
                .formatted(Math.max(0, end), ORDERS, start));
      }
    }
  }
}
