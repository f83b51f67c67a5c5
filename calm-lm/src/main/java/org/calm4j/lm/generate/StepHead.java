package org.calm4j.lm.generate;

/** The part of a model that stands on its hidden states, with plans of its own. */
interface StepHead extends AutoCloseable {
  @Override
  void close();
}
