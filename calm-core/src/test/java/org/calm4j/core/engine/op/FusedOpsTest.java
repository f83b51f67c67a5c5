package org.calm4j.core.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the layers do not reach: gradients of single inputs, bad ids, second derivatives. */
class FusedOpsTest {
  private final SplittableRandom random = new SplittableRandom(31);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Whichever of the inputs is fixed, the gradient of the other is the same. */
  private void gradientOfOneInputAlone(
      BiFunction<SDVariable, SDVariable, SDVariable> op, long[] first, long[] second) {
    INDArray a = normal(random, first);
    INDArray b = normal(random, second);
    List<float[]> both = gradients(op, a, b, true, true);
    assertThat(gradients(op, a, b, true, false).get(0)).isEqualTo(both.get(0));
    assertThat(gradients(op, a, b, false, true).get(0)).isEqualTo(both.get(1));
  }

  private List<float[]> gradients(
      BiFunction<SDVariable, SDVariable, SDVariable> op,
      INDArray a,
      INDArray b,
      boolean varyA,
      boolean varyB) {
    SameDiff graph = SameDiff.create();
    // Computed from variables, so that the plan may overwrite them where it can.
    SDVariable left = graph.var("a", a).mul(1.5);
    SDVariable right = graph.var("b", b).mul(0.5);
    SDVariable y = op.apply(left, right);
    SDVariable loss = y.mul(y).sum();
    List<String> names = new ArrayList<>();
    if (varyA) {
      names.add("a");
    }
    if (varyB) {
      names.add("b");
    }
    Map<String, SDVariable> gradients = Backpropagation.gradients(graph, loss, names);
    List<String> wanted = gradients.values().stream().map(SDVariable::name).toList();
    try (GraphPlan plan = engine.plan(graph, Map.of(), wanted)) {
      plan.run();
      plan.run();
      return wanted.stream().map(name -> floats(plan.output(name))).toList();
    }
  }

  @Test
  void swiGlu() {
    gradientOfOneInputAlone(
        (a, b) -> new SwiGlu(a.getSameDiff(), a, b).outputVariable(),
        new long[] {5, 19},
        new long[] {5, 19});
  }

  @Test
  void rmsNorm() {
    gradientOfOneInputAlone(
        (a, b) -> new RmsNorm(a.getSameDiff(), a, b, 1e-6).outputVariable(),
        new long[] {5, 19},
        new long[] {19});
  }

  @Test
  void linear() {
    gradientOfOneInputAlone(
        (a, b) -> new Linear(a.getSameDiff(), a, b, null).outputVariable(),
        new long[] {5, 19},
        new long[] {7, 19});
  }

  @Test
  void sum() {
    gradientOfOneInputAlone(
        (a, b) -> new Sum(a.getSameDiff(), a, b).outputVariable(),
        new long[] {5, 19},
        new long[] {5, 19});
  }

  @Test
  void bothInputsOfAnOpMayBeOneArray() {
    SameDiff graph = SameDiff.create();
    INDArray x = normal(random, 5, 19);
    SDVariable a = graph.var("a", x).mul(2.0);
    SDVariable y = new Sum(graph, new SwiGlu(graph, a, a).outputVariable(), a).outputVariable();
    SDVariable loss = new Sum(graph, y, y).outputVariable().sum();
    String gradient = Backpropagation.gradients(graph, loss, List.of("a")).get("a").name();
    double[] expected = new double[5 * 19];
    for (int i = 0; i < expected.length; i++) {
      double v = 2 * x.data().getFloat(i);
      double s = 1 / (1 + Math.exp(-v));
      expected[i] = 4 * (2 * v * s + v * v * s * (1 - s) + 1);
    }
    try (GraphPlan plan = engine.plan(graph, Map.of(), List.of(gradient))) {
      plan.run();
      near("gradient", floats(plan.output(gradient)), expected, 2e-6);
    }
  }

  private GraphPlan lookUp(int[] ids) {
    SameDiff graph = SameDiff.create();
    SDVariable table = graph.var("table", normal(random, 10, 8000));
    SDVariable in = graph.placeHolder("ids", DataType.INT32, -1);
    SDVariable rows = new Embedding(graph, table, in).outputVariable();
    GraphPlan plan =
        engine.plan(graph, Map.of("ids", new long[] {ids.length}), List.of(rows.name()));
    put(plan, "ids", ids);
    return plan;
  }

  /** The sentence is the same on whatever thread the id is met. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 14})
  void anIdOutsideTheTableIsNamed(int place) {
    for (int bad : new int[] {-1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int[] ids = new int[15];
      ids[place] = bad;
      try (GraphPlan plan = lookUp(ids)) {
        assertThatIllegalArgumentException()
            .isThrownBy(plan::run)
            .withMessage(
                "id %d at position %d lies outside the table of 10 rows".formatted(bad, place));
      }
    }
  }

  @Test
  void aLabelOutsideTheVocabularyIsNamed() {
    SameDiff graph = SameDiff.create();
    SDVariable table = graph.var("table", normal(random, 10, 4));
    SDVariable h = graph.var("h", normal(random, 3, 4));
    SDVariable labels = graph.placeHolder("labels", DataType.INT32, -1);
    SDVariable loss = new TiedCrossEntropy(graph, h, table, labels).outputVariables()[0];
    try (GraphPlan plan =
        engine.plan(graph, Map.of("labels", new long[] {3}), List.of(loss.name()))) {
      put(plan, "labels", 9, 10, 0);
      assertThatIllegalArgumentException()
          .isThrownBy(plan::run)
          .withMessage("label 10 at row 1 lies outside the vocabulary of 10");
      put(plan, "labels", 9, 1, 0);
      plan.run();
      assertThat(plan.output(loss.name()).getFloat(0)).isPositive();
    }
  }

  @Test
  void lossAloneEqualsLossWithGradients() {
    INDArray h = normal(random, 9, 16);
    INDArray table = normal(random, 40, 16);
    Map<Boolean, Float> losses = new LinkedHashMap<>();
    for (boolean withGradient : new boolean[] {false, true}) {
      SameDiff graph = SameDiff.create();
      SDVariable e = graph.var("table", table);
      SDVariable labels = graph.placeHolder("labels", DataType.INT32, -1);
      SDVariable loss =
          new TiedCrossEntropy(graph, graph.var("h", h), e, labels).outputVariables()[0];
      List<String> wanted = new ArrayList<>(List.of(loss.name()));
      if (withGradient) {
        wanted.add(Backpropagation.gradients(graph, loss, List.of("h")).get("h").name());
      }
      try (GraphPlan plan = engine.plan(graph, Map.of("labels", new long[] {9}), wanted)) {
        put(plan, "labels", 1, 2, 3, 4, 5, 6, 7, 8, 39);
        plan.run();
        losses.put(withGradient, plan.output(loss.name()).getFloat(0));
      }
    }
    assertThat(losses.get(true)).isEqualTo(losses.get(false));
  }

  /** A NaN must reach the loss: training stops by it. */
  @Test
  void nanReachesTheLoss() {
    SameDiff graph = SameDiff.create();
    INDArray table = normal(random, 40, 16);
    table.putScalar(17, 3, Float.NaN);
    SDVariable labels = graph.placeHolder("labels", DataType.INT32, -1);
    SDVariable loss =
        new TiedCrossEntropy(
                graph, graph.var("h", normal(random, 2, 16)), graph.var("table", table), labels)
            .outputVariables()[0];
    try (GraphPlan plan =
        engine.plan(graph, Map.of("labels", new long[] {2}), List.of(loss.name()))) {
      put(plan, "labels", 1, 2);
      plan.run();
      assertThat(plan.output(loss.name()).getFloat(0)).isNaN();
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.var("x", normal(random, 3, 4));
    SDVariable w = graph.var("w", normal(random, 5, 6));
    SDVariable y = new Linear(graph, x, w, null).outputVariable();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.plan(graph, Map.of(), List.of(y.name())))
        .withMessage("linear needs x [rows, in] and a weight [out, in], got [3, 4] and [5, 6]");
  }

  @Test
  void secondDerivativesAreRefused() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.var("x", normal(random, 3, 4));
    SDVariable w = graph.var("w", normal(random, 4));
    SDVariable y = new RmsNorm(graph, x, w, 1e-6).outputVariable();
    SDVariable loss = y.mul(y).sum();
    SDVariable gradient = Backpropagation.gradients(graph, loss, List.of("x")).get("x");
    SDVariable again = gradient.mul(gradient).sum();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backpropagation.gradients(graph, again, List.of("x")))
        .withMessage("rms_norm has no second derivative: use the composed layers");
  }
}
