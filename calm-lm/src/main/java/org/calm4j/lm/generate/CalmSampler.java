package org.calm4j.lm.generate;

import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.sampling.Sampler;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A CALM as a black box at temperature 1: context to next chunks, and for users who work with
 * vectors, context to next vectors.
 *
 * <p>A context is whole chunks of K ids, the first of them the BOS. Thread-safe; every caller needs
 * a generator of its own.
 */
public final class CalmSampler implements Sampler {
  private final Sessions<HeadSampler> sessions;
  private final ChunkCodec codec;
  private final Noise noise;
  private final int maxPositions;

  /** Fills an array with the head's noise of a key. */
  @FunctionalInterface
  interface Noise {
    void fill(INDArray array, long key);
  }

  CalmSampler(Sessions<HeadSampler> sessions, ChunkCodec codec, Noise noise, int maxPositions) {
    this.sessions = sessions;
    this.codec = codec;
    this.noise = noise;
    this.maxPositions = maxPositions;
  }

  @Override
  public int[] next(int[] context, RandomGenerator random) {
    return next(context, 1, random)[0];
  }

  @Override
  public int[][] next(int[] context, int count, RandomGenerator random) {
    int k = codec.chunkSize();
    int[] ids = sample(context, count, random, vectors -> codec.decode(vectors).ids());
    int[][] chunks = new int[count][];
    for (int i = 0; i < count; i++) {
      chunks[i] = Arrays.copyOfRange(ids, i * k, (i + 1) * k);
    }
    return chunks;
  }

  /**
   * Draws vectors that could follow a context, independently of each other.
   *
   * @param context whole chunks of K ids; not changed, not kept
   * @param count number of vectors, at least 1
   * @param random where the draws come from
   * @return {@code [count, latent]}
   * @throws IllegalArgumentException if the context is empty, no whole chunks or too long, or the
   *     count below 1
   */
  public float[][] vectors(int[] context, int count, RandomGenerator random) {
    return sample(context, count, random, ChunkVectors::toArrays);
  }

  private <T> T sample(
      int[] context, int count, RandomGenerator random, Function<ChunkVectors, T> use) {
    int k = codec.chunkSize();
    if (count < 1) {
      throw new IllegalArgumentException("number of samples must be at least 1, got " + count);
    }
    if (context.length == 0 || context.length % k != 0) {
      throw new IllegalArgumentException(
          "a context must be one or more whole chunks of %d ids, got %d ids: cut it or pad it"
              .formatted(k, context.length));
    }
    if (context.length / k > maxPositions) {
      throw new IllegalArgumentException(
          "a context of %d chunks does not fit the model's %d positions: leave out its beginning"
              .formatted(context.length / k, maxPositions));
    }
    long key = random.nextLong();
    RandomStreams later = new RandomStreams(key);
    return sessions.use(
        1,
        context.length / k,
        (states, head) -> {
          INDArray hidden = states.append(new int[][] {context});
          try (ChunkVectors vectors =
              head.draw(
                  hidden,
                  count,
                  (array, row, draw) ->
                      noise.fill(array, draw == 0 ? key : later.key("sampler/noise", draw)))) {
            return use.apply(vectors);
          }
        });
  }
}
