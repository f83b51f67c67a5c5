package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph of very few ops with random inputs: plans of it run an op, or its gradient, alone. To be
 * closed after the benchmark.
 */
final class OpGraph implements AutoCloseable {
  private final SplittableRandom random = new SplittableRandom(1);
  private final Engine engine;
  private final SameDiff graph = SameDiff.create();
  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Map<String, Integer> limits = new LinkedHashMap<>();
  private final List<GraphPlan> plans = new ArrayList<>();

  OpGraph(int threads) {
    engine = new Engine(threads);
  }

  SameDiff graph() {
    return graph;
  }

  /** Floats in [-1, 1). */
  SDVariable floats(String name, long... shape) {
    shapes.put(name, shape);
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  /** Integers in [0, limit). */
  SDVariable ints(String name, int limit, long... shape) {
    shapes.put(name, shape);
    limits.put(name, limit);
    return graph.placeHolder(name, DataType.INT32, shape);
  }

  /** The gradients of an op's inputs: ops of their own, which read the given gradients. */
  static List<String> gradients(SDVariable output, SDVariable... gradients) {
    FusedOp op = (FusedOp) output.getCreator();
    List<String> names = new ArrayList<>();
    for (SDVariable gradient : op.doDiff(List.of(gradients))) {
      if (gradient != null) {
        names.add(gradient.name());
      }
    }
    return names;
  }

  /** What computes some arrays, and nothing that they do not depend on. */
  GraphPlan plan(List<String> outputs) {
    Map<String, long[]> needed = new LinkedHashMap<>(shapes);
    GraphPlan plan = engine.plan(graph, needed, outputs);
    plans.add(plan);
    for (String name : needed.keySet()) {
      fill(plan.input(name), limits.getOrDefault(name, 0));
    }
    return plan;
  }

  private void fill(INDArray array, int limit) {
    Memory memory = Memory.of(array);
    for (int i = 0; i < memory.length(); i++) {
      if (array.dataType() == DataType.INT32) {
        memory.setInt(i, random.nextInt(limit));
      } else {
        memory.set(i, (float) random.nextDouble(-1, 1));
      }
    }
  }

  @Override
  public void close() {
    plans.forEach(GraphPlan::close);
    engine.close();
  }
}
