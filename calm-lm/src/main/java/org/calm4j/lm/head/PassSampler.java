package org.calm4j.lm.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Vectors in one pass through a graph of hidden states and noise. */
final class PassSampler implements VectorSampler {
  private final Engine engine;
  private final int hiddenSize;
  private final int noiseSize;
  private final IntFunction<BuiltGraph> maker;
  private final boolean fused;
  private final Map<Integer, BuiltGraph> graphs = new LinkedHashMap<>();
  private final PlanCache<Sizes> plans;
  private @Nullable Prepared prepared;

  private record Sizes(int positions, int samples) {}

  private record Prepared(GraphPlan plan, BuiltGraph graph) {}

  /**
   * A sampler without plans.
   *
   * @param maker makes the graph for a number of samples: placeholders {@link EnergyHead#HIDDEN}
   *     and {@link EnergyHead#NOISE}, output {@code vectors}
   * @param fused whether the number of samples is a matter of shapes alone, so that one graph
   *     serves all
   */
  PassSampler(
      Engine engine,
      int hiddenSize,
      int noiseSize,
      IntFunction<BuiltGraph> maker,
      boolean fused,
      int plans) {
    this.engine = engine;
    this.hiddenSize = hiddenSize;
    this.noiseSize = noiseSize;
    this.maker = maker;
    this.fused = fused;
    this.plans = new PlanCache<>(plans);
  }

  @Override
  public INDArray hidden(int positions, int samples) {
    BuiltGraph graph = graphs.computeIfAbsent(fused ? 1 : samples, maker::apply);
    Map<String, long[]> shapes =
        Map.of(
            EnergyHead.HIDDEN,
            new long[] {positions, hiddenSize},
            EnergyHead.NOISE,
            new long[] {(long) positions * samples, noiseSize});
    GraphPlan plan =
        plans.get(
            new Sizes(positions, samples),
            memory -> engine.plan(graph.graph(), shapes, graph.names(), Map.of(), memory));
    prepared = new Prepared(plan, graph);
    return plan.input(EnergyHead.HIDDEN);
  }

  @Override
  public INDArray draw(Noise noise) {
    Prepared now = prepared;
    if (now == null) {
      throw new IllegalStateException("prepare the hidden states before vectors are drawn");
    }
    noise.fill(now.plan.input(EnergyHead.NOISE), 0);
    now.plan.run();
    return now.plan.output(now.graph.output("vectors"));
  }

  @Override
  public List<PlanReport> reports() {
    return List.of(plans.latest().report());
  }

  @Override
  public void close() {
    plans.close();
  }
}
