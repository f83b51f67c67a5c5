package org.calm4j.autoencoder;

import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;

/** Runs the encoder on a batch of tokens. Not thread-safe. */
interface Encoder extends AutoCloseable {

  /**
   * Encodes a batch.
   *
   * @param ids whole chunks; the number of them decides about the plan
   * @param first where the ids begin in what the caller knows, for messages
   * @return a plan that has run, with the outputs {@code mean} and {@code log_std} of {@link
   *     #graph}, valid until the next call
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  GraphPlan run(int[] ids, int first);

  /** What the plans are made of. */
  BuiltGraph graph();

  /** Where the time of the plan used last goes. */
  PlanReport report();

  @Override
  void close();
}
