package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.op.Linear;
import org.calm4j.core.engine.op.RmsNorm;
import org.calm4j.core.engine.op.Sum;
import org.calm4j.core.engine.op.SwiGlu;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BackpropagationTest {
  private static final List<String> NAMES = List.of("w", "b", "v", "unused_half");

  private final SplittableRandom random = new SplittableRandom(23);
  private final INDArray w = normal(random, 8, 6);
  private final INDArray b = normal(random, 8);
  private final INDArray v = normal(random, 6, 4);
  private final INDArray u = normal(random, 5, 4);
  private final INDArray x = normal(random, 5, 6);

  /** Many kinds of ops; w and v several times; half of a split is not read. */
  private SDVariable manyOps(SameDiff graph) {
    SDVariable in = graph.placeHolder("x", DataType.FLOAT, 5, 6);
    SDVariable w1 = graph.var("w", w.dup());
    SDVariable b1 = graph.var("b", b.dup());
    SDVariable v1 = graph.var("v", v.dup());
    SDVariable extra = graph.var("unused_half", u.dup());
    SDVariable h = graph.mmul(in, w1, false, true, false).add(b1);
    SDVariable norm = h.div(graph.math().sqrt(h.mul(h).mean(true, 1).add(1e-3)));
    SDVariable gate = graph.nn().swish(norm).mul(h);
    SDVariable back = graph.mmul(gate, w1);
    SDVariable[] halves = graph.split(graph.concat(1, graph.mmul(back, v1), extra), 2, 1);
    SDVariable soft = graph.nn().softmax(halves[0], 1);
    SDVariable again = graph.mmul(graph.reshape(soft, 4, 5), graph.reshape(back, 5, 6));
    SDVariable clamp = graph.math().max(graph.math().exp(halves[0].mul(0.1)), graph.constant(0.9f));
    return graph
        .mmul(again, v1)
        .mean()
        .add(clamp.sum().mul(0.3))
        .add(v1.mul(v1).sum())
        .add(graph.math().tanh(extra).sum())
        .add(back.mean());
  }

  @Test
  void equalsWhatSameDiffComputes() {
    SameDiff own = SameDiff.create();
    SDVariable loss = manyOps(own);
    SameDiff theirs = SameDiff.create();
    SDVariable theirLoss = manyOps(theirs);
    theirs.setLossVariables(theirLoss.name());
    Map<String, INDArray> expected =
        theirs.calculateGradients(Map.of("x", x), NAMES.toArray(String[]::new));

    Map<String, SDVariable> gradients = Backpropagation.gradients(own, loss, NAMES);
    assertThat(gradients.keySet()).containsExactlyElementsOf(NAMES);
    try (Engine engine = new Engine(1);
        GraphPlan plan =
            engine.plan(
                own,
                Map.of("x", new long[] {5, 6}),
                gradients.values().stream().map(SDVariable::name).toList())) {
      put(plan, "x", floats(x));
      plan.run();
      for (String name : NAMES) {
        assertThat(plan.output(gradients.get(name).name()).shape())
            .isEqualTo(expected.get(name).shape());
        near(
            name,
            floats(plan.output(gradients.get(name).name())),
            floats(expected.get(name).dup('c')),
            2e-6);
      }
    }
  }

  @Test
  void fusedGradientsMeetFromSeveralUses() {
    SameDiff graph = SameDiff.create();
    SDVariable in = graph.placeHolder("x", DataType.FLOAT, 5, 6);
    SDVariable square = graph.var("square", normal(random, 6, 6));
    SDVariable scale = graph.var("scale", normal(random, 6));
    SDVariable a = new Linear(graph, in, square, null).outputVariable();
    SDVariable n = new RmsNorm(graph, a, scale, 1e-6).outputVariable();
    SDVariable c = new Linear(graph, n, square, scale).outputVariable();
    SDVariable d = new SwiGlu(graph, a, c).outputVariable();
    SDVariable e = new Sum(graph, new Sum(graph, a, d).outputVariable(), n).outputVariable();
    SDVariable loss = e.mul(e).sum();

    SameDiff twin = SameDiff.create();
    SDVariable in2 = twin.placeHolder("x", DataType.FLOAT, 5, 6);
    SDVariable square2 = twin.var("square", square.getArr().dup());
    SDVariable scale2 = twin.var("scale", scale.getArr().dup());
    SDVariable a2 = twin.mmul(in2, square2, false, true, false);
    SDVariable n2 = a2.div(twin.math().sqrt(a2.mul(a2).mean(true, 1).add(1e-6))).mul(scale2);
    SDVariable c2 = twin.mmul(n2, square2, false, true, false).add(scale2);
    SDVariable d2 = twin.nn().swish(a2).mul(c2);
    SDVariable e2 = a2.add(d2).add(n2);
    SDVariable loss2 = e2.mul(e2).sum();
    twin.setLossVariables(loss2.name());
    Map<String, INDArray> expected =
        twin.calculateGradients(Map.of("x", x), "square", "scale", "x");

    Map<String, SDVariable> gradients =
        Backpropagation.gradients(graph, loss, List.of("square", "scale", "x"));
    try (Engine engine = new Engine(2);
        GraphPlan plan =
            engine.plan(
                graph,
                Map.of("x", new long[] {5, 6}),
                gradients.values().stream().map(SDVariable::name).toList())) {
      put(plan, "x", floats(x));
      plan.run();
      gradients.forEach(
          (name, gradient) ->
              near(
                  name,
                  floats(plan.output(gradient.name())),
                  floats(expected.get(name).dup('c')),
                  2e-5));
    }
  }

  @Test
  void namesAVariableThatTheLossDoesNotDependOn() {
    SameDiff graph = SameDiff.create();
    SDVariable a = graph.var("a", normal(random, 3));
    SDVariable idle = graph.var("idle", normal(random, 3));
    SDVariable loss = a.mul(a).sum();
    idle.add(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backpropagation.gradients(graph, loss, List.of("a", "idle")))
        .withMessage("the loss %s does not depend on the variable idle".formatted(loss.name()));
  }

  @Test
  void aVariableThatIsTheLossHasTheGradientOne() {
    SameDiff graph = SameDiff.create();
    SDVariable a = graph.var("a", normal(random));
    Map<String, SDVariable> gradients = Backpropagation.gradients(graph, a, List.of("a"));
    assertThat(gradients.get("a").getArr().getFloat(0)).isEqualTo(1f);
  }
}
