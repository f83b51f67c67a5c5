package org.calm4j.examples.demo;

import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierOptions;

/**
 * How the models of the demonstration are scored.
 *
 * @param texts held-out stories to read
 * @param contextTokens longest text
 * @param samples draws per position
 */
public record ScoringSettings(int texts, int contextTokens, int samples) {

  BrierOptions options(long seed) {
    return BrierOptions.standard()
        .withEstimator(BrierEstimator.PAIRS, samples)
        .withMaxTexts(texts)
        .withSeed(seed);
  }
}
