package org.calm4j.autoencoder;

import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;

/** An encoder whose weights stay as they are: states of tokens come from a table. */
final class FrozenEncoder implements Encoder {
  private final TokenTable table;
  private final BuiltGraph posterior;
  private final Engine engine;
  private final PlanCache<Integer> plans = new PlanCache<>(4);

  FrozenEncoder(CodecGraphs graphs, Engine engine) {
    this.table = new TokenTable(graphs, engine);
    this.posterior = graphs.posterior(table.states());
    this.engine = engine;
  }

  @Override
  public GraphPlan run(int[] ids, int first) {
    table.require(ids, first);
    GraphPlan plan =
        plans.get(
            ids.length,
            memory ->
                engine.plan(
                    posterior.graph(),
                    Map.of(AutoencoderGraphs.IDS, new long[] {ids.length}),
                    posterior.outputs().values(),
                    Map.of(),
                    memory));
    Memory.of(plan.input(AutoencoderGraphs.IDS)).put(ids, ids.length);
    plan.run();
    return plan;
  }

  /** The states, for tests. */
  TokenTable table() {
    return table;
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
    table.close();
  }
}
