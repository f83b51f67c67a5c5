package org.calm4j.core.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.ints;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.GraphPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every layer in both spellings: values against a float64 twin written here from the formula, all
 * gradients against each other, and gradients against central differences of the twin.
 */
class LayersTest extends LayerCheck {
  // The twins.

  private static double[] rms(double[] x, double[] w, double epsilon) {
    int n = w.length;
    double[] y = new double[x.length];
    for (int row = 0; row < x.length / n; row++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += x[row * n + i] * x[row * n + i];
      }
      double scale = 1 / Math.sqrt(sum / n + epsilon);
      for (int i = 0; i < n; i++) {
        y[row * n + i] = w[i] * x[row * n + i] * scale;
      }
    }
    return y;
  }

  private static double entropy(double[] h, double[] e, int[] labels, int n) {
    int vocabulary = e.length / n;
    double[] logits = linear(h, e, new double[0], n, vocabulary);
    double sum = 0;
    int counted = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= 0) {
        double[] some = Arrays.copyOfRange(logits, row * vocabulary, (row + 1) * vocabulary);
        double total = 0;
        for (double logit : some) {
          total += Math.exp(logit);
        }
        sum += Math.log(total) - some[labels[row]];
        counted++;
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  // The layers.

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void linear(boolean bias) {
    int in = 21;
    int out = 37;
    check(
        new LinearLayer("l", in, out, bias),
        13,
        in,
        out,
        v ->
            weighed(
                linear(
                    v.get("x"),
                    v.get("l.weight"),
                    v.getOrDefault("l.bias", new double[0]),
                    in,
                    out),
                v.get("r")));
    assertThat(weights).hasSize(bias ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.5})
  void rmsNorm(double epsilon) {
    check(
        new RmsNormLayer("n", 37, epsilon),
        13,
        37,
        37,
        v -> weighed(rms(v.get("x"), v.get("n.weight"), epsilon), v.get("r")));
  }

  @Test
  void gatedMlp() {
    int size = 11;
    int inner = 21;
    check(
        new GatedMlpLayer("m", size, inner),
        7,
        size,
        size,
        v -> {
          double[] none = new double[0];
          double[] gate = linear(v.get("x"), v.get("m.gate_proj.weight"), none, size, inner);
          double[] up = linear(v.get("x"), v.get("m.up_proj.weight"), none, size, inner);
          for (int i = 0; i < gate.length; i++) {
            gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
          }
          return weighed(linear(gate, v.get("m.down_proj.weight"), none, inner, size), v.get("r"));
        });
  }

  /** exp(-gate) overflows or vanishes here; the gate itself is harmless. */
  @ParameterizedTest
  @ValueSource(strings = {"COMPOSED", "FUSED"})
  void gatesFarFromZeroHaveFiniteGradients(String spelling) {
    GatedMlpLayer layer = new GatedMlpLayer("m", 2, 2);
    weights.put("m.gate_proj.weight", Nd4j.createFromArray(new float[][] {{200, 0}, {0, -200}}));
    weights.put("m.up_proj.weight", Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
    weights.put("m.down_proj.weight", Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
    Result result =
        run(
            Spelling.valueOf(spelling),
            Map.of("x", Nd4j.createFromArray(new float[][] {{1, 1}, {-1, -1}})),
            List.of("x"),
            (scope, in) -> layer.apply(scope, in.get("x")).sum());
    // silu(200 x) * x is 200 x^2, or zero where the gate is negative.
    near("dx", result.gradients().get("x"), new double[] {400, 0, 0, 400}, 1e-6);
  }

  @Test
  void embeddingAddsUpRepeatedRows() {
    int[] ids = {3, 0, 3, 3, 9, 0, 7};
    int size = 21;
    EmbeddingLayer layer = new EmbeddingLayer("e", 10, size);
    weight("e.weight", 10, size);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("ids", Nd4j.createFromArray(ids));
    inputs.put("r", normal(random, ids.length, size));
    checkBoth(
        inputs,
        List.of("e.weight"),
        (scope, in) -> layer.apply(scope, in.get("ids")).mul(in.get("r")).sum(),
        v -> {
          double sum = 0;
          for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < size; j++) {
              sum += v.get("e.weight")[ids[i] * size + j] * v.get("r")[i * size + j];
            }
          }
          return sum;
        });
  }

  @Test
  void tiedCrossEntropyLeavesNegativeLabelsOut() {
    int[] labels = {4, -1, 0, 29, -100, 4, 17};
    tiedCrossEntropy(labels);
  }

  @Test
  void tiedCrossEntropyOfAllRows() {
    tiedCrossEntropy(new int[] {4, 1, 0, 29, 29});
  }

  private void tiedCrossEntropy(int[] labels) {
    int size = 12;
    weight("table", 30, size);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("h", normal(random, labels.length, size));
    inputs.put("labels", Nd4j.createFromArray(labels));
    checkBoth(
        inputs,
        List.of("table", "h"),
        // A factor, so that the gradient is not the one that comes with the loss.
        (scope, in) ->
            TiedCrossEntropyLoss.apply(
                    scope, in.get("h"), scope.weight("table"), in.get("labels"), 30)
                .mul(3.0),
        v -> 3 * entropy(v.get("h"), v.get("table"), labels, size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPOSED", "FUSED"})
  void tiedCrossEntropyWithoutAnyLabelIsZero(String spelling) {
    weight("table", 30, 12);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("h", normal(random, 4, 12));
    inputs.put("labels", Nd4j.createFromArray(-1, -1, -5, -1));
    Result result =
        run(
            Spelling.valueOf(spelling),
            inputs,
            List.of("table", "h"),
            (scope, in) ->
                TiedCrossEntropyLoss.apply(
                    scope, in.get("h"), scope.weight("table"), in.get("labels"), 30));
    allZero(result.value());
    allZero(result.gradients().get("table"));
    allZero(result.gradients().get("h"));
  }

  private static void allZero(float[] values) {
    for (float value : values) {
      assertThat(value == 0).as("%s is zero", value).isTrue();
    }
  }

  /** One clamp below what most dimensions have, one above. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void gaussianPosterior(double clamp) {
    int rows = 7;
    int n = 21;
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("p", normal(random, rows, 2 * n));
    inputs.put("e", normal(random, rows, n));
    inputs.put("scale", normal(random, rows, n));
    inputs.put("r", normal(random, rows, n));
    checkBoth(
        inputs,
        List.of("p"),
        (scope, in) -> {
          SDVariable sample =
              GaussianPosterior.sample(scope, in.get("p"), in.get("e"), in.get("scale"));
          SDVariable kl = GaussianPosterior.clampedKl(scope, in.get("p"), clamp);
          return scope.weightedSum(0.5, sample.mul(in.get("r")).sum(), 3, kl);
        },
        v -> {
          double sum = 0;
          for (int i = 0; i < rows * n; i++) {
            double mean = v.get("p")[i / n * 2 * n + i % n];
            double logStd = v.get("p")[i / n * 2 * n + n + i % n];
            double std = Math.exp(logStd);
            double y = v.get("scale")[i] * (mean + v.get("e")[i] * std);
            double kl = Math.max((mean * mean + std * std - 1) / 2 - logStd, clamp);
            sum += 0.5 * y * v.get("r")[i] + 3 * kl / rows;
          }
          return sum;
        });
  }

  /** Logits come in blocks of rows: the parts must make the whole. */
  @Test
  void tiedCrossEntropyOverSeveralBlocksOfRows() {
    int vocabulary = 1 << 17;
    int size = 3;
    int rows = 300;
    weight("table", vocabulary, size);
    INDArray h = normal(random, rows, size);
    int[] labels = random.ints(rows, -1, vocabulary).toArray();
    labels[299] = vocabulary - 1;
    Result whole = entropyOf(h, labels, 0, rows, vocabulary);
    double loss = 0;
    double counted = 0;
    double[] table = new double[vocabulary * size];
    double[] hidden = new double[rows * size];
    for (int from = 0; from < rows; from += 60) {
      Result part = entropyOf(h, labels, from, from + 60, vocabulary);
      double weight = Arrays.stream(labels, from, from + 60).filter(label -> label >= 0).count();
      counted += weight;
      loss += weight * part.value()[0];
      add(table, 0, part.gradients().get("table"), weight);
      add(hidden, from * size, part.gradients().get("h"), weight);
    }
    assertThat(whole.value()[0]).isCloseTo((float) (loss / counted), relative(1e-5));
    divide(table, counted);
    divide(hidden, counted);
    near("table", whole.gradients().get("table"), table, GRADIENT);
    near("h", whole.gradients().get("h"), hidden, GRADIENT);
  }

  private static org.assertj.core.data.Percentage relative(double value) {
    return org.assertj.core.data.Percentage.withPercentage(100 * value);
  }

  private static void add(double[] sum, int at, float[] part, double weight) {
    for (int i = 0; i < part.length; i++) {
      sum[at + i] += weight * part[i];
    }
  }

  private static void divide(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
  }

  private Result entropyOf(INDArray h, int[] labels, int from, int to, int vocabulary) {
    long size = h.size(1);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put(
        "h",
        Nd4j.createFromArray(Arrays.copyOfRange(floats(h), (int) (from * size), (int) (to * size)))
            .reshape('c', to - from, size));
    inputs.put("labels", Nd4j.createFromArray(Arrays.copyOfRange(labels, from, to)));
    return run(
        Spelling.FUSED,
        inputs,
        List.of("table", "h"),
        (scope, in) ->
            TiedCrossEntropyLoss.apply(
                scope, in.get("h"), scope.weight("table"), in.get("labels"), vocabulary));
  }

  /** Small integers: logits are exact and ties are everywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"COMPOSED", "FUSED"})
  void tiedArgmaxTakesTheLowestOfEqualLogits(String spelling) {
    int vocabulary = 9000;
    int rows = 530;
    int size = 5;
    INDArray table = integers(vocabulary, size);
    INDArray h = integers(rows, size);
    weights.put("table", table);
    GraphScope scope = new GraphScope(Spelling.valueOf(spelling), weights);
    SDVariable hidden = scope.graph().placeHolder("h", DataType.FLOAT, -1, size);
    SDVariable best = TiedArgmaxLayer.apply(scope, hidden, scope.weight("table"));
    int[] found;
    try (GraphPlan plan =
        engine.plan(scope.graph(), Map.of("h", new long[] {rows, size}), List.of(best.name()))) {
      put(plan, "h", floats(h));
      plan.run();
      plan.run();
      found = ints(plan.output(best.name()).castTo(DataType.INT32));
    }
    double[] logits = linear(doubles(h), doubles(table), new double[0], size, vocabulary);
    boolean late = false;
    for (int row = 0; row < rows; row++) {
      int expected = 0;
      for (int i = 1; i < vocabulary; i++) {
        if (logits[row * vocabulary + i] > logits[row * vocabulary + expected]) {
          expected = i;
        }
      }
      assertThat(found[row]).as("row " + row).isEqualTo(expected);
      late |= expected >= 4096;
    }
    assertThat(late).as("some winners lie behind the first block of columns").isTrue();
  }

  private INDArray integers(int rows, int size) {
    INDArray array = Nd4j.create(DataType.FLOAT, rows, size);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextInt(-9, 10));
    }
    return array;
  }

  @Test
  void graphsHoldTheWeightsThemselves() {
    weight("w", 4, 5);
    GraphScope scope = new GraphScope(Spelling.FUSED, weights);
    assertThat(scope.weight("w").getArr()).isSameAs(weights.get("w"));
    assertThat(scope.weight("w")).isSameAs(scope.weight("w"));
  }

  @Test
  void aMissingWeightIsNamed() {
    GraphScope scope = new GraphScope(Spelling.FUSED, Map.of());
    SDVariable x = scope.graph().placeHolder("x", DataType.FLOAT, 2, 3);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearLayer("l", 3, 4, false).apply(scope, x))
        .withMessage("the weights have no parameter l.weight");
  }

  /** A part of a linear layer reads views of its parameters, and follows their values. */
  @ParameterizedTest
  @EnumSource
  void aPartOfALinearLayerGivesSomeOfItsColumns(Spelling spelling) {
    LinearLayer layer = new LinearLayer("l", 5, 12, true);
    layer.parameters().forEach(spec -> weight(spec.name(), spec.shape()));
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable x = scope.graph().placeHolder("x", DataType.FLOAT, -1, 5);
    String whole = layer.apply(scope, x).name();
    String part = layer.applyPart(scope, x, 4, 3).name();
    try (GraphPlan plan =
        engine.plan(scope.graph(), Map.of("x", new long[] {6, 5}), List.of(whole, part))) {
      put(plan, "x", floats(normal(random, 6, 5)));
      for (int round = 0; round < 2; round++) {
        plan.run();
        float[] all = floats(plan.output(whole));
        float[] expected = new float[18];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = all[i / 3 * 12 + 4 + i % 3];
        }
        near("columns 4 to 7", floats(plan.output(part)), expected, VALUE);
        weights.get("l.weight").muli(2);
        weights.get("l.bias").muli(-1);
      }
    }
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.applyPart(scope, x, 10, 3))
        .withMessage("rows 10 to 13 lie outside the parameter l.weight of 12 rows");
  }
}
