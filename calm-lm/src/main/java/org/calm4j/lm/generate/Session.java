package org.calm4j.lm.generate;

/**
 * What one caller at a time generates with: hidden states of its own and plans of its own, over
 * weights that all share.
 *
 * @param states hidden states
 * @param head what makes something of them
 * @param <H> the kind of head
 */
record Session<H extends StepHead>(SessionStates states, H head) implements AutoCloseable {

  boolean fits(int rows, int positions) {
    return states.rows() == rows && states.capacity() >= positions;
  }

  @Override
  public void close() {
    states.close();
    head.close();
  }
}
