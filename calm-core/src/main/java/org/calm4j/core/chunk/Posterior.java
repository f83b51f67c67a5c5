package org.calm4j.core.chunk;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataBuffer;

/**
 * The normal distribution over a chunk's vector that an encoder gives: independent dimensions, a
 * mean and the logarithm of the standard deviation for each (paper section 2.2).
 *
 * @param mean {@code [chunks, latent]}
 * @param logStd natural logarithm of the standard deviation, {@code [chunks, latent]}
 */
public record Posterior(ChunkVectors mean, ChunkVectors logStd) implements AutoCloseable {

  /**
   * Checks that both halves have one shape.
   *
   * @param mean {@code [chunks, latent]}
   * @param logStd natural logarithm of the standard deviation
   * @throws IllegalArgumentException if the shapes differ
   */
  public Posterior {
    if (mean.chunks() != logStd.chunks() || mean.latent() != logStd.latent()) {
      throw new IllegalArgumentException(
          "mean and logStd must have one shape, got " + mean + " and " + logStd);
    }
  }

  /**
   * Draws one vector per chunk: mean + exp(logStd) * standard normal.
   *
   * @param random where the draws come from, in row-major order
   * @return new vectors {@code [chunks, latent]}, owned by the caller
   */
  public ChunkVectors sample(RandomGenerator random) {
    ChunkVectors result = ChunkVectors.create(mean.chunks(), mean.latent());
    DataBuffer to = result.array().data();
    DataBuffer center = mean.array().data();
    DataBuffer spread = logStd.array().data();
    long count = (long) mean.chunks() * mean.latent();
    for (long i = 0; i < count; i++) {
      double std = Math.exp(spread.getFloat(i));
      to.put(i, (float) (center.getFloat(i) + std * random.nextGaussian()));
    }
    return result;
  }

  @Override
  public void close() {
    mean.close();
    logStd.close();
  }
}
