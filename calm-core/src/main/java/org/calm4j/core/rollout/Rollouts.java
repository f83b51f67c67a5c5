package org.calm4j.core.rollout;

/**
 * A text and what a model makes of it from all of its places on.
 *
 * <p>A <em>branch</em> is a context. Branch p, for p from 0 to {@link #places()} - 1, is the text's
 * own beginning: its chunks 0 to p. {@link #extend} makes new branches, each one chunk longer than
 * another. All branches of a call are computed together: position p's continuation sees the text up
 * to p and its own new chunks, and nothing else.
 *
 * <p>Used by one thread.
 */
public interface Rollouts extends AutoCloseable {

  /**
   * Places of the text.
   *
   * @return its number of chunks
   */
  int places();

  /**
   * Draws chunks that could follow, independently of each other and of all draws before.
   *
   * @param branches the contexts; one may occur several times
   * @param samples chunks per branch, at least 1
   * @return {@code [branches, samples, K]} ids in one row
   */
  int[] draw(int[] branches, int samples);

  /**
   * Makes branches longer.
   *
   * @param branches the contexts to go on from; one may occur several times
   * @param chunks what follows each, {@code [branches, K]} ids in one row
   * @return the new branches, in the same order
   */
  int[] extend(int[] branches, int[] chunks);

  @Override
  void close();
}
