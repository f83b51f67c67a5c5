package org.calm4j.eval.reconstruction;

/**
 * What comes back from vectors that were disturbed.
 *
 * @param std standard deviation of the normal noise that was added to every entry
 * @param tokenAccuracy part of the tokens that came back, in [0, 1]
 * @param chunkAccuracy part of the chunks that came back whole, in [0, 1]
 */
public record NoiseAccuracy(double std, double tokenAccuracy, double chunkAccuracy) {}
