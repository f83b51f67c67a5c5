package org.calm4j.lm.generate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hidden states from the whole text, anew for every chunk: the plain definition that {@link
 * CachedStates} is held against, and the way of the composed spelling, which has no cache.
 */
final class RecomputedStates implements ContextStates {
  private final CalmConfig config;
  private final Map<String, INDArray> weights;
  private final Engine engine;
  private final Spelling spelling;
  private final int[][] texts;

  RecomputedStates(
      CalmConfig config,
      Map<String, INDArray> weights,
      Engine engine,
      Spelling spelling,
      int rows) {
    this.config = config;
    this.weights = weights;
    this.engine = engine;
    this.spelling = spelling;
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
    int chunks = ids.length / config.patchSize();
    BuiltGraph built = new CalmGraphs(config, spelling, weights, 1, chunks).hidden();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(CalmGraphs.IDS, new long[] {ids.length});
    if (spelling == Spelling.FUSED) {
      shapes.put(CalmGraphs.INDICES, new long[] {ids.length});
    }
    shapes.put(CalmGraphs.POSITIONS, new long[] {chunks});
    shapes.put(CalmGraphs.STARTS, new long[] {1, chunks});
    try (GraphPlan plan = engine.plan(built.graph(), shapes, List.of(built.output("hidden")))) {
      put(plan, CalmGraphs.IDS, ids);
      if (spelling == Spelling.FUSED) {
        put(plan, CalmGraphs.INDICES, IntStream.range(0, ids.length).toArray());
      }
      put(plan, CalmGraphs.POSITIONS, IntStream.range(0, chunks).toArray());
      plan.run();
      return plan.output(built.output("hidden")).getRow(chunks - 1, true).dup();
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
