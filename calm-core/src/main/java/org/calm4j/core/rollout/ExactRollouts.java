package org.calm4j.core.rollout;

/**
 * Roll-outs of a model over tokens (K = 1) whose probabilities are known. They take the place of
 * draws where both would do, and have no variance.
 *
 * <p>Used by one thread.
 */
public interface ExactRollouts extends Rollouts {

  /**
   * How probable tokens are.
   *
   * @param branches the contexts
   * @param tokens an id for each
   * @return {@code [branches]}, p(token | context)
   */
  double[] probabilities(int[] branches, int[] tokens);

  /**
   * How probable it is that two draws agree.
   *
   * @param branches the contexts
   * @return {@code [branches]}, the sum over the vocabulary of p(token | context) squared
   */
  double[] collisions(int[] branches);
}
