package org.calm4j.lm.generate;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The hidden states behind growing texts. Used by one thread. */
interface ContextStates extends AutoCloseable {

  /**
   * Adds chunks to the texts.
   *
   * @param ids what each text gets, whole chunks of K ids; an empty array leaves it as it is
   * @return hidden state behind the last chunk of each text, {@code [texts, hidden]}; a text that
   *     got nothing has no defined state; valid until the next call
   */
  INDArray append(int[][] ids);

  @Override
  void close();
}
