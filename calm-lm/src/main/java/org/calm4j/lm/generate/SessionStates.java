package org.calm4j.lm.generate;

import java.util.function.IntFunction;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.net.BackboneGraphs;

/** Hidden states that serve one generation after the other. Used by one thread. */
interface SessionStates extends ContextStates {

  /** Number of texts. */
  int rows();

  /** Positions each text may have. */
  int capacity();

  /** Forgets all texts. */
  void reset();

  /**
   * Empty texts: with a cache if layers are fused, else computed anew for every step.
   *
   * @param graphs of the model, for texts of so many positions
   * @param engine what they run on
   * @param rows number of texts
   * @param capacity positions each of them may have
   */
  static SessionStates of(
      IntFunction<BackboneGraphs> graphs, Engine engine, int rows, int capacity) {
    return engine.spelling() == Spelling.FUSED
        ? new CachedStates(graphs.apply(1), engine, rows, capacity)
        : new RecomputedStates(graphs, engine, rows, capacity);
  }
}
