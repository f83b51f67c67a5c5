package org.calm4j.lm.rollout;

/** What one opened text at a time is computed with. Used by one thread at a time. */
interface RolloutSession extends AutoCloseable {

  /** Hidden states of the text and its branches. */
  BranchStates states();

  /** Begins with a text; forgets the one before. */
  default void open(int... text) {
    states().open(text);
  }

  @Override
  void close();
}
