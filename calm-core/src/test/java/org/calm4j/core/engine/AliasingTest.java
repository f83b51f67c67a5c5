package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.calm4j.core.engine.op.Linear;
import org.calm4j.core.engine.op.RmsNorm;
import org.calm4j.core.engine.op.Sum;
import org.calm4j.core.engine.op.SwiGlu;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays share memory when their lifetimes allow. Random graphs, forward and backward, must give
 * the bits that they give when nothing is shared: every array that is asked for keeps its place.
 */
class AliasingTest {
  private static final int ROWS = 4;
  private static final int SIZE = 6;

  private final SplittableRandom random = new SplittableRandom(2024);

  /** A random graph over [4, 6] arrays. */
  private SDVariable grow(SameDiff graph, boolean fused, SplittableRandom choices) {
    List<SDVariable> pool = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pool.add(graph.placeHolder("x" + i, DataType.FLOAT, ROWS, SIZE));
    }
    SDVariable[] weights = new SDVariable[2];
    for (int i = 0; i < 2; i++) {
      weights[i] = graph.var("w" + i, normal(new SplittableRandom(i), SIZE, SIZE).muli(0.3));
    }
    SDVariable norm = graph.var("n", normal(new SplittableRandom(7), SIZE));
    int ops = 4 + choices.nextInt(14);
    for (int i = 0; i < ops; i++) {
      SDVariable a = pick(pool, choices);
      SDVariable b = pick(pool, choices);
      SDVariable w = weights[choices.nextInt(2)];
      pool.add(
          switch (choices.nextInt(8)) {
            case 0 -> fused ? new Sum(graph, a, b).outputVariable() : a.add(b);
            case 1 -> graph.math().tanh(a.mul(b));
            case 2 -> a.add(b);
            case 3 -> graph.reshape(graph.reshape(a, SIZE, ROWS), ROWS, SIZE);
            case 4 -> a.reshape(ROWS, SIZE);
            case 5 ->
                fused
                    ? new Linear(graph, a, w, null).outputVariable()
                    : graph.mmul(a, w, false, true, false);
            case 6 ->
                fused
                    ? new RmsNorm(graph, a, norm, 0.1).outputVariable()
                    : a.div(graph.math().sqrt(a.mul(a).mean(true, 1).add(0.1))).mul(norm);
            default ->
                fused
                    ? new SwiGlu(graph, a, b).outputVariable()
                    : graph.nn().swish(graph.math().tanh(a)).mul(b);
          });
    }
    // All of them count, so that every variable has a gradient.
    SDVariable total = graph.mmul(pool.get(0), weights[0]).add(graph.mmul(pool.get(1), weights[1]));
    total = total.mul(norm);
    for (SDVariable one : pool.subList(2, pool.size())) {
      if (choices.nextInt(3) > 0 || one.equals(pool.get(pool.size() - 1))) {
        total = fused ? new Sum(graph, total, one).outputVariable() : total.add(one);
      }
    }
    return total.mul(total).sum().mul(0.01);
  }

  private static SDVariable pick(List<SDVariable> pool, SplittableRandom choices) {
    // New arrays more often: long chains.
    int last = pool.size() - 1;
    return pool.get(choices.nextBoolean() ? last : choices.nextInt(pool.size()));
  }

  private Map<String, float[]> results(
      Engine engine, SameDiff graph, Set<String> outputs, Map<String, float[]> inputs) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String name : inputs.keySet()) {
      shapes.put(name, graph.getVariable(name).placeholderShape());
    }
    try (GraphPlan plan = engine.plan(graph, shapes, outputs)) {
      inputs.forEach((name, values) -> put(plan, name, values));
      plan.run();
      plan.run(); // a replay starts from what the last run left behind
      Map<String, float[]> results = new LinkedHashMap<>();
      outputs.forEach(name -> results.put(name, floats(plan.output(name))));
      return results;
    }
  }

  @Test
  void sharedMemoryChangesNoBit() {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      inputs.put("x" + i, floats(normal(random, ROWS, SIZE)));
    }
    List<String> names = List.of("w0", "w1", "n", "x0", "x1");
    long saved = 0;
    try (Engine engine = new Engine(1)) {
      for (int round = 0; round < 80; round++) {
        SameDiff graph = SameDiff.create();
        SDVariable loss = grow(graph, true, new SplittableRandom(round));
        Map<String, SDVariable> gradients = Backpropagation.gradients(graph, loss, names);
        Set<String> few = new LinkedHashSet<>();
        few.add(loss.name());
        gradients.values().forEach(gradient -> few.add(gradient.name()));
        Set<String> all = new LinkedHashSet<>(few);
        for (SDVariable variable : graph.variables()) {
          if (variable.getVariableType() == VariableType.ARRAY
              && needed(graph, few).contains(variable.name())) {
            all.add(variable.name());
          }
        }
        Map<String, float[]> shared = results(engine, graph, few, inputs);
        Map<String, float[]> apart = results(engine, graph, all, inputs);
        int seed = round;
        few.forEach(
            name ->
                assertThat(shared.get(name))
                    .as("%s of graph %d", name, seed)
                    .isEqualTo(apart.get(name)));
        saved += all.size() - few.size();
      }
    }
    assertThat(saved).isGreaterThan(1000);
  }

  /** Everything the outputs depend on. */
  private static Set<String> needed(SameDiff graph, Set<String> outputs) {
    Set<String> needed = new LinkedHashSet<>(outputs);
    var ops = new ArrayList<>(graph.getOps().values());
    for (int i = ops.size() - 1; i >= 0; i--) {
      if (ops.get(i).getOutputsOfOp().stream().anyMatch(needed::contains)) {
        needed.addAll(ops.get(i).getInputsToOp());
      }
    }
    return needed;
  }

  @Test
  void composedGraphsGiveWhatSameDiffGives() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      arrays.put("x" + i, normal(random, ROWS, SIZE));
      inputs.put("x" + i, floats(arrays.get("x" + i)));
    }
    List<String> names = List.of("w0", "w1", "n", "x0", "x1");
    try (Engine engine = new Engine(1)) {
      for (int round = 0; round < 15; round++) {
        SameDiff graph = SameDiff.create();
        SDVariable loss = grow(graph, false, new SplittableRandom(1000 + round));
        Set<String> wanted = new LinkedHashSet<>();
        Backpropagation.gradients(graph, loss, names)
            .values()
            .forEach(gradient -> wanted.add(gradient.name()));
        wanted.add(loss.name());
        Map<String, INDArray> expected = graph.output(arrays, wanted.toArray(String[]::new));
        int seed = round;
        results(engine, graph, wanted, inputs)
            .forEach(
                (name, values) ->
                    near(
                        name + " of graph " + seed,
                        values,
                        floats(expected.get(name).dup('c')),
                        1e-6));
      }
    }
  }

  /** dx = dy W + dy, where the second dy came through reshapes: the same bytes by another name. */
  @Test
  void anArrayByTwoNamesIsNotOverwritten() {
    // Large enough that a product reads rows after it wrote others.
    int rows = 64;
    int size = 1500;
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x0", DataType.FLOAT, rows, size);
    SDVariable w = graph.var("w", normal(random, size, size));
    SDVariable first = new Linear(graph, x, w, null).outputVariable();
    SDVariable around = graph.reshape(graph.reshape(first, size, rows), rows, size);
    SDVariable sum =
        new Sum(graph, new Linear(graph, first, w, null).outputVariable(), around).outputVariable();
    SDVariable loss = sum.mul(sum).sum();
    String gradient = Backpropagation.gradients(graph, loss, List.of("w")).get("w").name();
    Map<String, float[]> inputs = Map.of("x0", floats(normal(random, rows, size)));
    try (Engine engine = new Engine(1)) {
      Set<String> all = new LinkedHashSet<>(needed(graph, Set.of(gradient)));
      all.removeIf(name -> graph.getVariable(name).getVariableType() != VariableType.ARRAY);
      assertThat(results(engine, graph, Set.of(gradient), inputs).get(gradient))
          .isEqualTo(results(engine, graph, all, inputs).get(gradient));
    }
  }
}
