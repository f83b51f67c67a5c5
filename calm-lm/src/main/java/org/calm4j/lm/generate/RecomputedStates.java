package org.calm4j.lm.generate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.lm.net.BackboneGraphs;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hidden states from the whole text, anew for every step: the plain definition that {@link
 * CachedStates} is held against, and the way of the composed spelling, which has no cache. Texts
 * are filled up to few lengths, each with a graph and a plan that stay.
 */
final class RecomputedStates implements SessionStates {
  private static final int SHORTEST = 16;
  private static final int PLANS = 4;

  private final IntFunction<BackboneGraphs> graphs;
  private final Engine engine;
  private final int chunkSize;
  private final int vocabulary;
  private final int width;
  private final int capacity;
  private final int[][] texts;
  private final INDArray last;
  private final Map<Integer, BuiltGraph> built = new HashMap<>();
  private final PlanCache<Integer> plans = new PlanCache<>(PLANS);

  /**
   * Empty texts.
   *
   * @param graphs of the model, for texts of a length
   * @param engine what they run on
   * @param rows number of texts
   * @param capacity positions each of them may have
   */
  RecomputedStates(IntFunction<BackboneGraphs> graphs, Engine engine, int rows, int capacity) {
    BackboneGraphs any = graphs.apply(1);
    this.graphs = graphs;
    this.engine = engine;
    this.chunkSize = any.chunkSize();
    this.vocabulary = any.vocabularySize();
    this.width = any.config().hiddenSize();
    this.capacity = capacity;
    this.texts = new int[rows][0];
    this.last = Nd4j.createUninitializedDetached(DataType.FLOAT, rows, width).assign(0);
  }

  @Override
  public int rows() {
    return texts.length;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void reset() {
    Arrays.fill(texts, new int[0]);
  }

  @Override
  public INDArray append(int[][] ids) {
    for (int row = 0; row < texts.length; row++) {
      int old = texts[row].length;
      if ((old + ids[row].length) / chunkSize > capacity) {
        throw new IllegalArgumentException(
            "%d more chunks do not fit a context of %d, %d of which are taken"
                .formatted(ids[row].length / chunkSize, capacity, old / chunkSize));
      }
      // Composed lookups would take an unknown id for a row of zeros.
      for (int i = 0; i < ids[row].length; i++) {
        DistinctIds.requireKnown(ids[row][i], old + i, vocabulary);
      }
    }
    for (int row = 0; row < texts.length; row++) {
      if (ids[row].length > 0) {
        int old = texts[row].length;
        texts[row] = Arrays.copyOf(texts[row], old + ids[row].length);
        System.arraycopy(ids[row], 0, texts[row], old, ids[row].length);
        run(row);
      }
    }
    return last;
  }

  /** Computes one text; what fills it up sees itself alone and is seen by nobody. */
  private void run(int row) {
    int length = texts[row].length / chunkSize;
    int filled = Math.min(capacity, Math.max(SHORTEST, Integer.highestOneBit(2 * length - 1)));
    BackboneGraphs model = graphs.apply(filled);
    BuiltGraph graph = built.computeIfAbsent(filled, known -> model.hidden());
    GraphPlan plan =
        plans.get(
            filled,
            memory ->
                engine.plan(graph.graph(), shapes(model, filled), graph.names(), Map.of(), memory));
    model.putInputs(plan, texts[row]);
    put(plan, BackboneGraphs.POSITIONS, IntStream.range(0, filled).toArray());
    put(
        plan,
        BackboneGraphs.STARTS,
        IntStream.range(0, filled).map(i -> i < length ? 0 : i).toArray());
    plan.run();
    Memory.of(plan.output(graph.output("hidden")))
        .copyTo((length - 1) * width, Memory.of(last), row * width, width);
  }

  private static Map<String, long[]> shapes(BackboneGraphs model, int length) {
    Map<String, long[]> shapes = model.inputShapes(length);
    shapes.put(BackboneGraphs.POSITIONS, new long[] {length});
    shapes.put(BackboneGraphs.STARTS, new long[] {1, length});
    return shapes;
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  @Override
  public void close() {
    plans.close();
    last.close();
  }
}
