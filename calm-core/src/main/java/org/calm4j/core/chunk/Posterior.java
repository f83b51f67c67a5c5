package org.calm4j.core.chunk;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

  /**
   * Copies both halves into the first rows of arrays.
   *
   * @param mean FLOAT, {@code [rows, latent]} with at least as many rows as there are chunks
   * @param logStd the same
   * @throws IllegalArgumentException if an array is too small
   */
  public void copyTo(INDArray mean, INDArray logStd) {
    requireRoom(this.mean.chunks(), this.mean.latent(), mean, logStd);
    INDArrayIndex rows = NDArrayIndex.interval(0, this.mean.chunks());
    mean.get(rows, NDArrayIndex.all()).assign(this.mean.array());
    logStd.get(rows, NDArrayIndex.all()).assign(this.logStd.array());
  }

  /**
   * Refuses arrays that a posterior cannot be written to.
   *
   * @param chunks number of chunks
   * @param latent length of a vector
   * @param mean what is to hold the means
   * @param logStd what is to hold the logStds
   * @throws IllegalArgumentException if an array is no matrix of vectors, or has too few rows
   */
  public static void requireRoom(int chunks, int latent, INDArray mean, INDArray logStd) {
    for (INDArray array : new INDArray[] {mean, logStd}) {
      if (array.rank() != 2 || array.size(0) < chunks || array.size(1) != latent) {
        throw new IllegalArgumentException(
            "the posterior of %d chunks needs arrays of at least [%d, %d], got %s"
                .formatted(chunks, chunks, latent, Arrays.toString(array.shape())));
      }
    }
  }

  @Override
  public void close() {
    mean.close();
    logStd.close();
  }
}
