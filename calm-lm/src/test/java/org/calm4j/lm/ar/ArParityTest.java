package org.calm4j.lm.ar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.GRADIENT;
import static org.calm4j.lm.Golden.LOSS;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.ArNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The token-level model against the golden numbers, in both spellings. */
class ArParityTest {
  private static final int TEXTS = 2;
  private static final int TOKENS = 24;

  private final Map<String, INDArray> weights = ArGolden.weights();
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  /** Some columns of [texts, tokens], row by row. */
  private static int[] columns(INDArray ids, int from, int to) {
    int[] all = ints(ids);
    return IntStream.range(0, TEXTS)
        .flatMap(t -> Arrays.stream(all, t * TOKENS + from, t * TOKENS + to))
        .toArray();
  }

  private GraphPlan textPlan(BuiltGraph built, int length, int[] ids, boolean labels) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(ArGraphs.IDS, new long[] {ids.length});
    shapes.put(ArGraphs.POSITIONS, new long[] {ids.length});
    shapes.put(ArGraphs.STARTS, new long[] {TEXTS, length});
    if (labels) {
      shapes.put(ArGraphs.LABELS, new long[] {ids.length});
    }
    GraphPlan plan = engine.plan(built.graph(), shapes, built.names());
    put(plan, ArGraphs.IDS, ids);
    put(plan, ArGraphs.POSITIONS, IntStream.range(0, ids.length).map(i -> i % length).toArray());
    return plan;
  }

  @ParameterizedTest
  @EnumSource
  void logits(Spelling spelling) {
    Map<String, INDArray> stored = golden("ar_eval");
    ArGraphs graphs = new ArGraphs(ArGolden.CONFIG, spelling, weights, TOKENS);
    BuiltGraph states = graphs.hidden();
    BuiltGraph head = graphs.logits();
    int[] ids = ints(stored.get("input_ids"));
    try (GraphPlan text = textPlan(states, TOKENS, ids, false);
        GraphPlan out =
            engine.plan(head.graph(), Map.of(ArGraphs.HIDDEN, new long[] {48, 48}), head.names())) {
      text.run();
      out.input(ArGraphs.HIDDEN).assign(text.output(states.output("hidden")));
      out.run();
      close("logits", out.output(head.output("logits")), stored.get("logits"), FORWARD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradients(Spelling spelling) {
    Map<String, INDArray> stored = golden("ar_train");
    INDArray all = stored.get("input_ids");
    ArGraphs graphs = new ArGraphs(ArGolden.CONFIG, spelling, weights, TOKENS - 1);
    BuiltGraph training = graphs.training();
    try (GraphPlan plan = textPlan(training, TOKENS - 1, columns(all, 0, TOKENS - 1), true)) {
      put(plan, ArGraphs.LABELS, columns(all, 1, TOKENS));
      for (int run = 0; run < 2; run++) { // a replay gives the same
        plan.run();
        close("loss", plan.output(training.output("loss")), stored.get("loss"), LOSS);
        assertThat(weights).hasSize(21);
        for (String name : weights.keySet()) {
          INDArray actual = plan.output(training.output(ArGraphs.GRADIENT + name));
          close(name, actual, stored.get("grad." + name), GRADIENT);
        }
      }
    }
    assertThat(golden("ar_eval").get("input_ids")).isEqualTo(all);
    assertThat(golden("ar_eval").get("loss")).isEqualTo(stored.get("loss"));
  }

  /** A last position without a label counts as if it were not there. */
  @ParameterizedTest
  @EnumSource
  void positionsWithoutALabelDoNotCount(Spelling spelling) {
    Map<String, INDArray> stored = golden("ar_train");
    int[] ids = ints(stored.get("input_ids"));
    int[] labels = new int[ids.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % TOKENS == TOKENS - 1 ? -1 : ids[i + 1];
    }
    BuiltGraph loss = new ArGraphs(ArGolden.CONFIG, spelling, weights, TOKENS).loss();
    try (GraphPlan plan = textPlan(loss, TOKENS, ids, true)) {
      put(plan, ArGraphs.LABELS, labels);
      plan.run();
      close("loss", plan.output(loss.output("loss")), stored.get("loss"), LOSS);
    }
  }

  @Test
  void parametersHaveThePublishedNamesAndShapes() {
    List<ParameterSpec> specs = new ArNetwork(ArGolden.CONFIG).parameters();
    assertThat(specs.stream().map(ParameterSpec::name))
        .containsExactlyInAnyOrderElementsOf(weights.keySet());
    specs.forEach(spec -> assertThat(weights.get(spec.name()).shape()).isEqualTo(spec.shape()));
  }
}
