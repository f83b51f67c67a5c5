package org.calm4j.core.sampling;

import java.util.random.RandomGenerator;

/**
 * A language model seen from outside: tokens so far in, the next chunk of tokens out. All that
 * temperature sampling and evaluation need to know of a model, ours or not.
 *
 * <pre>{@code
 * Sampler coin = (context, random) -> new int[] {random.nextInt(2)};
 * int[] chunk = coin.next(new int[] {1, 0}, random);
 * }</pre>
 *
 * <p>Implementations draw from the given generator and from nothing else, so that the same
 * generator in the same state gives the same chunks. They may be called from several threads, each
 * with its own generator; calls may wait for each other.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * Draws the chunk that follows a context.
   *
   * @param context token ids so far, oldest first; not changed, not kept
   * @param random where the draw comes from
   * @return K ids, the same K for every call; a new array that is the caller's
   */
  int[] next(int[] context, RandomGenerator random);

  /**
   * Draws several chunks that could follow a context, independently of each other. Models that can
   * draw many at once override this.
   *
   * @param context token ids so far, oldest first; not changed, not kept
   * @param count number of chunks, at least 1
   * @param random where the draws come from
   * @return {@code [count, K]} ids in drawing order; new arrays that are the caller's
   * @throws IllegalArgumentException if the count is below 1
   */
  default int[][] next(int[] context, int count, RandomGenerator random) {
    if (count < 1) {
      throw new IllegalArgumentException("number of chunks must be at least 1, got " + count);
    }
    int[][] chunks = new int[count][];
    for (int i = 0; i < count; i++) {
      chunks[i] = next(context, random);
    }
    return chunks;
  }
}
