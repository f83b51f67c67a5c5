package org.calm4j.autoencoder;

import java.util.List;
import java.util.Map;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;

/** An encoder whose weights may change between calls: nothing is kept. */
final class LiveEncoder implements Encoder {
  private final AutoencoderGraphs graphs;
  private final BuiltGraph posterior;
  private final Engine engine;
  private final DistinctIds input;
  private final PlanCache<List<Integer>> plans = new PlanCache<>(4);

  LiveEncoder(AutoencoderGraphs graphs, Engine engine) {
    this.graphs = graphs;
    this.posterior = graphs.posterior();
    this.engine = engine;
    this.input = graphs.inputIds();
  }

  @Override
  public GraphPlan run(int[] ids, int first) {
    int rows = input.take(ids, ids.length, first);
    GraphPlan plan =
        plans.get(
            List.of(rows, ids.length),
            memory ->
                engine.plan(
                    posterior.graph(),
                    graphs.idShapes(rows, ids.length),
                    posterior.names(),
                    Map.of(),
                    memory));
    graphs.write(input, plan);
    plan.run();
    return plan;
  }

  @Override
  public BuiltGraph graph() {
    return posterior;
  }

  @Override
  public PlanReport report() {
    return plans.latest().report();
  }

  @Override
  public void close() {
    plans.close();
  }
}
