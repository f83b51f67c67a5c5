package org.calm4j.lm.generate;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws what comes next from hidden states. Used by one thread. */
@FunctionalInterface
interface StepSampling {

  /**
   * Draws a chunk for each active text.
   *
   * @param hidden {@code [texts, hidden]}
   * @param active which texts go on
   * @param step number of the chunk, from 0
   * @param prefixes tokens that each chunk has to begin with, fewer than K
   * @return K ids per text, none for texts that are not active
   */
  int[][] draw(INDArray hidden, boolean[] active, long step, int[][] prefixes);
}
