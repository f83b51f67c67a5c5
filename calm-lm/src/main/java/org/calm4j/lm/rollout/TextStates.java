package org.calm4j.lm.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.lm.net.BackboneGraphs;

/**
 * Runs whole texts, padded to few lengths. Its results stay until the next text. Used by one
 * thread.
 */
final class TextStates implements AutoCloseable {
  private final BranchGraphs graphs;
  private final Engine engine;
  private final Map<Integer, BuiltGraph> built = new LinkedHashMap<>();
  private final PlanCache<Integer> plans = new PlanCache<>(2);

  /** What a text gave. */
  record Result(GraphPlan plan, BuiltGraph graph) {}

  TextStates(BranchGraphs graphs, Engine engine) {
    this.graphs = graphs;
    this.engine = engine;
  }

  /**
   * Runs a text.
   *
   * @param ids {@code [places, K]}
   * @param starts first position that each place sees
   */
  Result run(int[] ids, int... starts) {
    int places = starts.length;
    int rows = Buckets.of(places);
    BuiltGraph graph = built.computeIfAbsent(graphs.textLength(rows), graphs::text);
    GraphPlan plan =
        plans.get(
            rows,
            memory -> engine.plan(graph.graph(), shapes(rows), graph.names(), Map.of(), memory));
    graphs.putInputs(plan, ids);
    // Rows behind the text see themselves alone; no place sees them.
    put(plan, BackboneGraphs.POSITIONS, IntStream.range(0, rows).map(i -> i < places ? i : 0));
    put(plan, BackboneGraphs.STARTS, IntStream.range(0, rows).map(i -> i < places ? starts[i] : i));
    plan.run();
    return new Result(plan, graph);
  }

  private Map<String, long[]> shapes(int rows) {
    Map<String, long[]> shapes = graphs.inputShapes(rows);
    shapes.put(BackboneGraphs.POSITIONS, new long[] {rows});
    shapes.put(BackboneGraphs.STARTS, new long[] {1, rows});
    return shapes;
  }

  private static void put(GraphPlan plan, String name, IntStream values) {
    int[] all = values.toArray();
    Memory.of(plan.input(name)).put(all, all.length);
  }

  PlanReport report() {
    return plans.latest().report();
  }

  @Override
  public void close() {
    plans.close();
  }
}
