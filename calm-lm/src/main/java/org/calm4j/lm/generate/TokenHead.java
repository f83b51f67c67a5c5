package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.BackboneGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Logits of the next token from hidden states. Used by one thread. */
final class TokenHead implements StepHead {
  private static final int PLANS = 4;

  private final Engine engine;
  private final BackboneGraphs.Built graph;
  private final PlanCache<Long> plans = new PlanCache<>(PLANS);

  TokenHead(ArGraphs graphs, Engine engine) {
    this.engine = engine;
    this.graph = graphs.logits();
  }

  /**
   * Computes logits.
   *
   * @param hidden {@code [rows, hidden]}
   * @return {@code [rows, V]}, the caller's to change; valid until the next call
   */
  INDArray logits(INDArray hidden) {
    GraphPlan plan =
        plans.get(
            hidden.size(0),
            memory ->
                engine.plan(
                    graph.graph(),
                    Map.of(BackboneGraphs.HIDDEN, hidden.shape()),
                    graph.names(),
                    Map.of(),
                    memory));
    Memory source = Memory.of(hidden);
    source.copyTo(0, Memory.of(plan.input(BackboneGraphs.HIDDEN)), 0, source.length());
    plan.run();
    return plan.output(graph.output("logits"));
  }

  @Override
  public void close() {
    plans.close();
  }
}
