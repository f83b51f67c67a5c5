package org.calm4j.eval.brier;

import org.calm4j.eval.bootstrap.Bootstrap;

/**
 * How a score is estimated. The context length is that of the texts.
 *
 * <pre>{@code
 * BrierOptions options = BrierOptions.standard().withMaxTexts(1000).withSeed(7);
 * }</pre>
 *
 * @param estimator what is done with the draws
 * @param samples N, draws per place: 2 if published, at least 2 with pairs
 * @param maxTexts texts to read at most, spread evenly over all; {@link Integer#MAX_VALUE} for all
 * @param maxPositions starts to count at most, from the first text on; {@link Long#MAX_VALUE} for
 *     all. To compare models limit the texts instead: models with longer chunks have fewer starts
 * @param seed of the draws and of the resampling
 * @param replicates bootstrap replicates, 0 for no intervals
 * @param confidence of the intervals, in (0, 1)
 */
public record BrierOptions(
    BrierEstimator estimator,
    int samples,
    int maxTexts,
    long maxPositions,
    long seed,
    int replicates,
    double confidence) {

  /**
   * Checks the values.
   *
   * @param estimator what is done with the draws
   * @param samples draws per place
   * @param maxTexts texts at most
   * @param maxPositions starts at most
   * @param seed of draws and resampling
   * @param replicates bootstrap replicates
   * @param confidence of the intervals
   * @throws IllegalArgumentException if the samples do not fit the estimator, a limit is below 1,
   *     the confidence is not in (0, 1), or the replicates are too few for it
   */
  public BrierOptions {
    BrierTerms.requireSamples(estimator, samples);
    if (maxTexts < 1) {
      throw new IllegalArgumentException("texts to read must be at least 1, got " + maxTexts);
    }
    if (maxPositions < 1) {
      throw new IllegalArgumentException(
          "positions to count must be at least 1, got " + maxPositions);
    }
    // Refuses what it can't resample with.
    new Bootstrap(replicates, confidence, seed);
  }

  /**
   * All pairs of 8 samples, all texts, 95 % intervals from 1000 replicates.
   *
   * @return the options to start from
   */
  public static BrierOptions standard() {
    return new BrierOptions(
        BrierEstimator.PAIRS, 8, Integer.MAX_VALUE, Long.MAX_VALUE, 0, 1000, 0.95);
  }

  /**
   * Two samples and the estimator of the paper, otherwise as {@link #standard}.
   *
   * @return the options to reproduce published numbers with
   */
  public static BrierOptions published() {
    return standard().withEstimator(BrierEstimator.PUBLISHED, 2);
  }

  /**
   * Another estimator.
   *
   * @param other what is done with the draws
   * @param draws draws per place
   * @return changed options
   * @throws IllegalArgumentException if the samples do not fit the estimator
   */
  public BrierOptions withEstimator(BrierEstimator other, int draws) {
    return new BrierOptions(other, draws, maxTexts, maxPositions, seed, replicates, confidence);
  }

  /**
   * Fewer texts.
   *
   * @param limit texts at most, at least 1
   * @return changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public BrierOptions withMaxTexts(int limit) {
    return new BrierOptions(estimator, samples, limit, maxPositions, seed, replicates, confidence);
  }

  /**
   * Fewer starts.
   *
   * @param limit starts at most, at least 1
   * @return changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public BrierOptions withMaxPositions(long limit) {
    return new BrierOptions(estimator, samples, maxTexts, limit, seed, replicates, confidence);
  }

  /**
   * Other draws.
   *
   * @param other the seed
   * @return changed options
   */
  public BrierOptions withSeed(long other) {
    return new BrierOptions(
        estimator, samples, maxTexts, maxPositions, other, replicates, confidence);
  }

  /**
   * Other intervals.
   *
   * @param times bootstrap replicates, 0 for no intervals
   * @param level confidence, in (0, 1)
   * @return changed options
   * @throws IllegalArgumentException if the confidence is not in (0, 1), or the replicates are too
   *     few for it
   */
  public BrierOptions withIntervals(int times, double level) {
    return new BrierOptions(estimator, samples, maxTexts, maxPositions, seed, times, level);
  }

  /**
   * The resampling of these options.
   *
   * @return replicates, confidence and seed
   */
  public Bootstrap bootstrap() {
    return new Bootstrap(replicates, confidence, seed);
  }
}
