package org.calm4j.lm.generate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.lm.net.BackboneGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hidden states from the whole text, anew for every step: the plain definition that {@link
 * CachedStates} is held against, and the way of the composed spelling, which has no cache.
 */
final class RecomputedStates implements ContextStates {
  private final IntFunction<BackboneGraphs> graphs;
  private final Engine engine;
  private final int[][] texts;

  /**
   * Empty texts.
   *
   * @param graphs of the model, for one text of a length
   * @param engine what they run on
   * @param rows number of texts
   */
  RecomputedStates(IntFunction<BackboneGraphs> graphs, Engine engine, int rows) {
    this.graphs = graphs;
    this.engine = engine;
    this.texts = new int[rows][0];
  }

  @Override
  public INDArray append(int[][] ids) {
    INDArray[] last = new INDArray[texts.length];
    for (int row = 0; row < texts.length; row++) {
      int old = texts[row].length;
      texts[row] = Arrays.copyOf(texts[row], old + ids[row].length);
      System.arraycopy(ids[row], 0, texts[row], old, ids[row].length);
      last[row] = lastState(texts[row]);
    }
    return Nd4j.concat(0, last);
  }

  private INDArray lastState(int[] ids) {
    int k = graphs.apply(1).chunkSize();
    int length = ids.length / k;
    BackboneGraphs model = graphs.apply(length);
    BackboneGraphs.Built built = model.hidden();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(BackboneGraphs.IDS, new long[] {ids.length});
    if (model.indexed()) {
      shapes.put(BackboneGraphs.INDICES, new long[] {ids.length});
    }
    shapes.put(BackboneGraphs.POSITIONS, new long[] {length});
    shapes.put(BackboneGraphs.STARTS, new long[] {1, length});
    try (GraphPlan plan = engine.plan(built.graph(), shapes, List.of(built.output("hidden")))) {
      put(plan, BackboneGraphs.IDS, ids);
      if (model.indexed()) {
        put(plan, BackboneGraphs.INDICES, IntStream.range(0, ids.length).toArray());
      }
      put(plan, BackboneGraphs.POSITIONS, IntStream.range(0, length).toArray());
      plan.run();
      return plan.output(built.output("hidden")).getRow(length - 1, true).dup();
    }
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  @Override
  public void close() {
    // Every plan is closed as soon as it has run.
  }
}
