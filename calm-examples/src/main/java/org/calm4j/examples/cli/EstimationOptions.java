package org.calm4j.examples.cli;

import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command estimates a score. */
final class EstimationOptions {
  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "draws per position, all pairs of which count (default: 8)")
  private @Nullable Integer samples;

  @Option(
      names = "--published",
      description = "two draws per position and the published estimator, which varies more")
  private boolean published;

  @Option(
      names = "--texts",
      paramLabel = "N",
      description = "read at most so many texts, spread evenly over all (default: all)")
  private int texts = Integer.MAX_VALUE;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "of the intervals, in (0, 1) (default: 0.95)")
  private double confidence = BrierOptions.standard().confidence();

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "bootstrap replicates, 0 for no intervals (default: 1000)")
  private int replicates = BrierOptions.standard().replicates();

  @Option(names = "--seed", paramLabel = "SEED", description = "of the draws (default: 1)")
  private long seed = 1;

  /** The options, checked. */
  BrierOptions options(CommandSpec command) {
    Usage.require(
        command,
        samples == null || !published,
        "--published draws two samples, so --samples " + samples + " cannot be given with it");
    return Usage.from(
        command,
        () -> estimator().withMaxTexts(texts).withSeed(seed).withIntervals(replicates, confidence));
  }

  private BrierOptions estimator() {
    if (published) {
      return BrierOptions.published();
    }
    BrierOptions standard = BrierOptions.standard();
    return samples == null ? standard : standard.withEstimator(BrierEstimator.PAIRS, samples);
  }
}
