package org.calm4j.core.chunk;

import java.util.random.RandomGenerator;

/**
 * Counts how much of a text comes back from its vectors. Padding does not count as a token; a chunk
 * is exact if all its other tokens are. Not thread-safe.
 */
public final class ReconstructionAccuracy {
  private final int padId;
  private final long[] right;
  private final long[] seen;
  private long chunks;
  private long exact;

  /**
   * Starts from nothing.
   *
   * @param k tokens per chunk
   * @param padId the id that does not count
   */
  public ReconstructionAccuracy(int k, int padId) {
    this.padId = padId;
    this.right = new long[k];
    this.seen = new long[k];
  }

  /**
   * Encodes chunks, decodes the posterior means and counts.
   *
   * @param tokens {@code [chunks, k]}
   * @param codec the codec to score
   */
  public void add(TokenChunks tokens, ChunkCodec codec) {
    try (Posterior posterior = codec.posterior(tokens)) {
      add(tokens, codec.decode(posterior.mean()));
    }
  }

  /**
   * Encodes chunks, disturbs the posterior means, decodes and counts: how robust the vectors are.
   *
   * @param tokens {@code [chunks, k]}
   * @param codec the codec to score
   * @param noise standard deviation of the normal noise added to every entry, at least 0
   * @param random where the noise comes from
   * @throws IllegalArgumentException if the noise is negative
   */
  public void add(TokenChunks tokens, ChunkCodec codec, double noise, RandomGenerator random) {
    try (Posterior posterior = codec.posterior(tokens);
        ChunkVectors disturbed = posterior.mean().disturbed(noise, random)) {
      add(tokens, codec.decode(disturbed));
    }
  }

  /**
   * Counts given reconstructions.
   *
   * @param original {@code [chunks, k]}
   * @param reconstructed {@code [chunks, k]}
   */
  public void add(TokenChunks original, TokenChunks reconstructed) {
    int k = right.length;
    for (int chunk = 0; chunk < original.chunks(); chunk++) {
      boolean all = true;
      boolean any = false;
      for (int i = 0; i < k; i++) {
        if (original.id(chunk, i) != padId) {
          any = true;
          seen[i]++;
          boolean same = original.id(chunk, i) == reconstructed.id(chunk, i);
          right[i] += same ? 1 : 0;
          all &= same;
        }
      }
      chunks += any ? 1 : 0;
      exact += any && all ? 1 : 0;
    }
  }

  /**
   * Part of the tokens that came back.
   *
   * @return in [0, 1]; NaN if there were none
   */
  public double tokenAccuracy() {
    long r = 0;
    long s = 0;
    for (int i = 0; i < right.length; i++) {
      r += right[i];
      s += seen[i];
    }
    return (double) r / s;
  }

  /**
   * Part of the chunks that came back whole.
   *
   * @return in [0, 1]; NaN if there were none
   */
  public double chunkAccuracy() {
    return (double) exact / chunks;
  }

  /**
   * Token accuracy by position in the chunk.
   *
   * @return k values in [0, 1]
   */
  public double[] byPosition() {
    double[] result = new double[right.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (double) right[i] / seen[i];
    }
    return result;
  }

  /**
   * Number of tokens counted.
   *
   * @return without padding
   */
  public long tokens() {
    long sum = 0;
    for (long count : seen) {
      sum += count;
    }
    return sum;
  }
}
