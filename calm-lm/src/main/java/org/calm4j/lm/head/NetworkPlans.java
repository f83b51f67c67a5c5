package org.calm4j.lm.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link TimeNetwork} ready to be called again and again along a chain. What acts on a hidden
 * state alone is computed once per chain, what acts on times once for all vectors, and modulations
 * once per hidden state and call. Used by one thread.
 */
final class NetworkPlans implements ChainNetwork {
  private static final String HIDDEN = "hidden";
  private static final String X = "x";
  private static final String CONDITIONS = "conditions";
  private static final String TIME = "time";

  private final TimeNetwork network;
  private final Map<String, INDArray> weights;
  private final Spelling spelling;
  private final Engine engine;
  private final BuiltGraph beginning;
  private final Map<Integer, BuiltGraph> steps = new LinkedHashMap<>();
  private final PlanCache<Integer> beginnings;
  private final PlanCache<Sizes> stepPlans;
  private @Nullable Prepared prepared;

  private record Sizes(int positions, int samples) {}

  private record Prepared(Sizes sizes, GraphPlan plan) {}

  /**
   * No plans yet.
   *
   * @param times time index of each call of a chain, in order
   * @param weights arrays by parameter name; stay the caller's
   * @param plans plans to keep, for different numbers of vectors
   */
  NetworkPlans(
      TimeNetwork network,
      int[] times,
      Map<String, INDArray> weights,
      Spelling spelling,
      Engine engine,
      int plans) {
    this.network = network;
    this.weights = weights;
    this.spelling = spelling;
    this.engine = engine;
    this.beginnings = new PlanCache<>(plans);
    this.stepPlans = new PlanCache<>(plans);
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable waves = scope.graph().constant(TimeNetwork.waves(times));
    SDVariable hidden = floats(scope, HIDDEN, network.width());
    this.beginning =
        new BuiltGraph(
            scope.graph(),
            Map.of(
                TIME, network.times(scope, waves).name(),
                CONDITIONS, network.conditions(scope, hidden).name()));
  }

  private static SDVariable floats(GraphScope scope, String name, int width) {
    return scope.graph().placeHolder(name, DataType.FLOAT, -1, width);
  }

  private BuiltGraph step(int samples) {
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable x = floats(scope, X, network.latent());
    SDVariable time = scope.graph().placeHolder(TIME, DataType.FLOAT, 1, network.width());
    SDVariable c = floats(scope, CONDITIONS, network.width()).add(time);
    return new BuiltGraph(scope.graph(), Map.of("out", network.apply(scope, x, c, samples).name()));
  }

  @Override
  public INDArray hidden(int positions, int samples) {
    GraphPlan plan =
        beginnings.get(
            positions,
            memory ->
                engine.plan(
                    beginning.graph(),
                    Map.of(HIDDEN, new long[] {positions, network.width()}),
                    beginning.names(),
                    Map.of(),
                    memory));
    prepared = new Prepared(new Sizes(positions, samples), plan);
    return plan.input(HIDDEN);
  }

  @Override
  public Chain begin() {
    Prepared now = prepared;
    if (now == null) {
      throw new IllegalStateException("prepare the hidden states before vectors are drawn");
    }
    now.plan.run();
    Sizes sizes = now.sizes;
    // Fused, the number of samples is a matter of shapes alone, so one graph serves all.
    BuiltGraph graph =
        steps.computeIfAbsent(spelling == Spelling.FUSED ? 1 : sizes.samples, this::step);
    Map<String, long[]> shapes =
        Map.of(
            X, new long[] {(long) sizes.positions * sizes.samples, network.latent()},
            CONDITIONS, new long[] {sizes.positions, network.width()},
            TIME, new long[] {1, network.width()});
    GraphPlan plan =
        stepPlans.get(
            sizes, memory -> engine.plan(graph.graph(), shapes, graph.names(), Map.of(), memory));
    Memory conditions = Memory.of(now.plan.output(beginning.output(CONDITIONS)));
    conditions.copyTo(0, Memory.of(plan.input(CONDITIONS)), 0, conditions.length());
    return new PlannedChain(
        plan,
        plan.input(X),
        plan.output(graph.output("out")),
        Memory.of(now.plan.output(beginning.output(TIME))),
        Memory.of(plan.input(TIME)),
        network.width());
  }

  private record PlannedChain(
      GraphPlan plan, INDArray x, INDArray out, Memory times, Memory time, int width)
      implements Chain {

    @Override
    public void call(int index) {
      times.copyTo(index * width, time, 0, width);
      plan.run();
    }
  }

  /** What comes before a chain, and one call. */
  @Override
  public List<PlanReport> reports() {
    return List.of(beginnings.latest().report(), stepPlans.latest().report());
  }

  @Override
  public void close() {
    beginnings.close();
    stepPlans.close();
  }
}
