package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.GRADIENT;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.EnergyScoreLoss;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.head.EnergyHead;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training of the energy model against the golden numbers, in both spellings. */
class EnergyParityTest {
  private static final int TEXTS = 2;
  private static final int LENGTH = 7;
  private static final int K = 4;

  private final Map<String, INDArray> weights = Golden.weights();
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** The input chunks: all but the last of each text. */
  private static int[] inputIds(INDArray ids) {
    int[] all = ints(ids);
    int perText = (LENGTH + 1) * K;
    return IntStream.range(0, TEXTS)
        .flatMap(t -> Arrays.stream(all, t * perText, t * perText + LENGTH * K))
        .toArray();
  }

  /** The positions whose next chunk has labels. */
  private static int[] predicted(INDArray labels) {
    int[] all = ints(labels);
    return IntStream.range(0, TEXTS * LENGTH)
        .filter(row -> all[(row + row / LENGTH + 1) * K] >= 0)
        .toArray();
  }

  /** Stored samples run slowest, the graph's fastest: [samples, positions, n] turned. */
  private static INDArray byPosition(INDArray stored) {
    return stored
        .permute(1, 0, 2)
        .dup('c')
        .reshape('c', stored.size(0) * stored.size(1), stored.size(2));
  }

  private GraphPlan plan(
      BuiltGraph built, Spelling spelling, Map<String, INDArray> stored, int[] predicted) {
    int[] ids = inputIds(stored.get("input_ids"));
    int[] distinct = spelling == Spelling.FUSED ? IntStream.of(ids).distinct().toArray() : ids;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(CalmGraphs.IDS, new long[] {distinct.length});
    if (spelling == Spelling.FUSED) {
      shapes.put(CalmGraphs.INDICES, new long[] {ids.length});
    }
    long p = predicted.length;
    shapes.put(CalmGraphs.POSITIONS, new long[] {TEXTS * LENGTH});
    shapes.put(CalmGraphs.STARTS, new long[] {TEXTS, LENGTH});
    shapes.put(CalmGraphs.PREDICTED, new long[] {p});
    shapes.put(EnergyHead.NOISE, new long[] {8 * p, 8});
    shapes.put(CalmGraphs.MEAN, new long[] {p, 16});
    shapes.put(CalmGraphs.LOG_STD, new long[] {p, 16});
    shapes.put(EnergyHead.TARGET_NOISE, new long[] {100 * p, 16});
    shapes.put(CalmGraphs.WEIGHTS, new long[] {p});
    GraphPlan plan = engine.plan(built.graph(), shapes, built.names());
    put(plan, CalmGraphs.IDS, distinct);
    if (spelling == Spelling.FUSED) {
      List<Integer> places = IntStream.of(distinct).boxed().toList();
      put(plan, CalmGraphs.INDICES, IntStream.of(ids).map(places::indexOf).toArray());
    }
    put(
        plan,
        CalmGraphs.POSITIONS,
        IntStream.range(0, TEXTS * LENGTH).map(i -> i % LENGTH).toArray());
    put(plan, CalmGraphs.PREDICTED, predicted);
    plan.input(EnergyHead.NOISE).assign(byPosition(stored.get("noise").sub(0.5)));
    plan.input(CalmGraphs.MEAN).assign(stored.get("target_mean"));
    plan.input(CalmGraphs.LOG_STD).assign(stored.get("target_log_std"));
    plan.input(EnergyHead.TARGET_NOISE).assign(byPosition(stored.get("eps")));
    plan.input(CalmGraphs.WEIGHTS).assign(1.0 / p);
    return plan;
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  @ParameterizedTest
  @CsvSource({
    "energy_train, COMPOSED, 69",
    "energy_train, FUSED, 69",
    "energy_masked, COMPOSED, 19",
    "energy_masked, FUSED, 19"
  })
  void lossPredictionsAndGradients(String name, Spelling spelling, int gradients) {
    Map<String, INDArray> stored = golden(name);
    int[] predicted = predicted(stored.get("labels"));
    assertThat(predicted).hasSize((int) stored.get("target_mean").size(0));
    CalmGraphs graphs =
        new CalmGraphs(
            Golden.CONFIG, new ScriptedCodec(4, 16, 320), spelling, weights, TEXTS, LENGTH);

    BuiltGraph loss = graphs.loss();
    try (GraphPlan plan = plan(loss, spelling, stored, predicted)) {
      plan.run();
      close("inputs", plan.output(loss.output("inputs")), stored.get("inputs_embeds"), FORWARD);
      close("hidden", plan.output(loss.output("hidden")), stored.get("hidden"), FORWARD);
      close(
          "vectors",
          plan.output(loss.output("vectors")),
          byPosition(stored.get("latents")),
          FORWARD);
      close("within", plan.output(loss.output("within")), stored.get("dist_self"), FORWARD);
      close("across", plan.output(loss.output("across")), stored.get("dist_target"), FORWARD);
      close("loss", plan.output(loss.output("loss")), stored.get("loss"), Golden.LOSS);
    }

    BuiltGraph training = graphs.training();
    try (GraphPlan plan = plan(training, spelling, stored, predicted)) {
      for (int run = 0; run < 2; run++) { // a replay gives the same
        plan.run();
        close("loss", plan.output(training.output("loss")), stored.get("loss"), Golden.LOSS);
        int compared = 0;
        for (String parameter : weights.keySet()) {
          INDArray expected = stored.get("grad." + parameter);
          if (expected != null) {
            INDArray actual = plan.output(training.output(CalmGraphs.GRADIENT + parameter));
            close(parameter, actual, expected, GRADIENT);
            compared++;
          }
        }
        assertThat(compared).isEqualTo(gradients);
        INDArray table =
            plan.output(training.output(CalmGraphs.GRADIENT + "transformer.embed_tokens.weight"));
        assertThat(table.getRow(319).amaxNumber().doubleValue()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void generator(Spelling spelling) {
    Map<String, INDArray> stored = golden("generator_sample");
    EnergyHead head = new EnergyHead(Golden.CONFIG, Golden.HEAD);
    BuiltGraph built = head.vectors(new GraphScope(spelling, weights), 1);
    Map<String, long[]> shapes =
        Map.of(EnergyHead.HIDDEN, new long[] {15, 64}, EnergyHead.NOISE, new long[] {15, 8});
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      plan.input(EnergyHead.HIDDEN).assign(stored.get("hidden").reshape(15, 64));
      plan.input(EnergyHead.NOISE).assign(stored.get("noise").reshape(15, 8));
      plan.run();
      close("latent", plan.output(built.output("vectors")), stored.get("latent"), FORWARD);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, COMPOSED", "1.0, COMPOSED", "1.5, COMPOSED", "2.0, COMPOSED",
    "0.5, FUSED", "1.0, FUSED", "1.5, FUSED", "2.0, FUSED"
  })
  void energyScore(double beta, Spelling spelling) {
    Map<String, INDArray> stored = golden("energy_score");
    GraphScope scope = new GraphScope(spelling, Map.of("x", byPosition(stored.get("x"))));
    SDVariable mean = scope.graph().placeHolder("mean", DataType.FLOAT, -1, 16);
    SDVariable logStd = scope.graph().placeHolder("log_std", DataType.FLOAT, -1, 16);
    SDVariable noise = scope.graph().placeHolder("noise", DataType.FLOAT, -1, 16);
    SDVariable counts = scope.graph().placeHolder("weights", DataType.FLOAT, -1);
    EnergyScoreLoss.Terms terms =
        new EnergyScoreLoss(5, 100, 16, beta)
            .apply(scope, scope.weight("x"), mean, logStd, noise, counts);
    SDVariable gradient =
        Backpropagation.gradients(scope.graph(), terms.loss(), List.of("x")).get("x");
    Map<String, long[]> shapes =
        Map.of(
            "mean", new long[] {3, 16},
            "log_std", new long[] {3, 16},
            "noise", new long[] {300, 16},
            "weights", new long[] {3});
    List<String> wanted =
        List.of(terms.loss().name(), terms.within().name(), terms.across().name(), gradient.name());
    try (GraphPlan plan = engine.plan(scope.graph(), shapes, wanted)) {
      plan.input("mean").assign(stored.get("mean"));
      plan.input("log_std").assign(stored.get("log_std"));
      plan.input("noise").assign(byPosition(stored.get("eps")));
      plan.input("weights").assign(1.0 / 3);
      plan.run();
      String prefix = "beta" + beta + ".";
      INDArray score = plan.output(wanted.get(1)).sub(plan.output(wanted.get(2)).mul(2));
      close("score", score, stored.get(prefix + "score"), FORWARD);
      close("loss", plan.output(wanted.get(0)), stored.get(prefix + "loss"), Golden.LOSS);
      close(
          "gradient",
          plan.output(wanted.get(3)),
          byPosition(stored.get(prefix + "grad_x")),
          GRADIENT);
    }
  }

  @Test
  void parametersHaveThePublishedNamesAndShapes() {
    Map<String, long[]> expected = new LinkedHashMap<>();
    new CalmNetwork(Golden.CONFIG)
        .parameters()
        .forEach(spec -> expected.put(spec.name(), spec.shape()));
    assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    weights.forEach((name, array) -> assertThat(array.shape()).isEqualTo(expected.get(name)));
  }
}
