package org.calm4j.lm.generate;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Sees what happens inside a generation, for tests. */
@FunctionalInterface
interface StepObserver {
  /** Looks away. */
  StepObserver NONE = (step, hidden, chunks) -> {};

  /**
   * A step is drawn.
   *
   * @param step number of the step, from 0
   * @param hidden what it was drawn from, {@code [texts, hidden]}
   * @param chunks K ids per text, none for texts that have ended
   */
  void step(long step, INDArray hidden, int[][] chunks);
}
