package org.calm4j.examples.report;

import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;

/** Adds normal noise to vectors. */
public final class Disturbance {
  private Disturbance() {}

  /**
   * Disturbs a copy.
   *
   * @param vectors {@code [chunks, latent]}; unchanged
   * @param std standard deviation of the noise, at least 0
   * @param random where the noise comes from
   * @return {@code [chunks, latent]}, owned by the caller
   */
  public static ChunkVectors of(ChunkVectors vectors, double std, RandomGenerator random) {
    // A posterior of one width everywhere; exp(-infinity) is 0.
    try (ChunkVectors logStd = ChunkVectors.create(vectors.chunks(), vectors.latent())) {
      logStd.array().assign(Math.log(std));
      return new Posterior(vectors, logStd).sample(random);
    }
  }
}
