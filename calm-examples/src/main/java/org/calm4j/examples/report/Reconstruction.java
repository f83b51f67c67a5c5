package org.calm4j.examples.report;

import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.store.TokenStore;

/**
 * The demonstration's view of {@link org.calm4j.eval.reconstruction.Reconstruction}, which does the
 * work.
 *
 * @param figures what was counted
 */
public record Reconstruction(org.calm4j.eval.reconstruction.Reconstruction figures) {

  /**
   * Scores a codec.
   *
   * @param codec the codec
   * @param text tokens of its tokenizer
   * @param limit tokens to read at most, padding included; at least one chunk is read
   * @param stds standard deviations of noise to score besides
   * @param seed of the noise
   * @return the figures
   */
  public static Reconstruction of(
      ChunkCodec codec, TokenStore text, long limit, List<Double> stds, long seed) {
    return new Reconstruction(
        org.calm4j.eval.reconstruction.Reconstruction.of(codec, text, limit, stds, seed));
  }

  /**
   * Part of the tokens that came back.
   *
   * @return in [0, 1]
   */
  public double tokenAccuracy() {
    return figures.tokenAccuracy();
  }

  /**
   * Part of the chunks that came back whole.
   *
   * @return in [0, 1]
   */
  public double chunkAccuracy() {
    return figures.chunkAccuracy();
  }

  /**
   * Tokens counted.
   *
   * @return without padding
   */
  public long tokens() {
    return figures.tokens();
  }

  /**
   * The same from disturbed vectors.
   *
   * @return a level per standard deviation
   */
  public List<NoiseAccuracy> noise() {
    return figures.noise().stream()
        .map(one -> new NoiseAccuracy(one.std(), one.tokenAccuracy(), one.chunkAccuracy()))
        .toList();
  }

  /**
   * Token accuracy by position as an array, for plots.
   *
   * @return k values in [0, 1]
   */
  public double[] positions() {
    return figures.positions();
  }

  /**
   * Speed of encoding and decoding.
   *
   * @return vectors per second
   */
  public double vectorsPerSecond() {
    return figures.vectorsPerSecond();
  }

  /**
   * Speed of encoding and decoding.
   *
   * @return tokens per second, without padding
   */
  public double tokensPerSecond() {
    return figures.tokensPerSecond();
  }
}
