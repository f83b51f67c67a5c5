package org.calm4j.lm.head;

import static org.calm4j.lm.Golden.GRADIENT;
import static org.calm4j.lm.Golden.close;
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
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.Golden;
import org.calm4j.lm.HeadConfig;
import org.calm4j.lm.ScriptedCodec;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The golden models of the flow and diffusion heads. */
final class HeadGolden {
  static final int LATENT = 8;
  static final int HIDDEN = 32;
  private static final int TEXTS = 2;
  private static final int LENGTH = 7;
  private static final int K = 4;
  private static final int SAMPLES = 4;

  private HeadGolden() {}

  static CalmConfig model(HeadConfig head) {
    return new CalmConfig(
        96, 95, K, LATENT, new BackboneConfig(HIDDEN, 88, 2, 4, 2, 2048, 10000, 1e-6), head, 0.02);
  }

  /** The language model's weights. */
  static Map<String, INDArray> weights(String name) {
    Map<String, INDArray> weights = Golden.read("models/" + name + ".safetensors");
    weights.keySet().removeIf(tensor -> tensor.startsWith("ae_model."));
    return weights;
  }

  /** Rows stored sample by sample, position by position instead. */
  static INDArray byPosition(INDArray stored) {
    long rows = stored.length() / (SAMPLES * TEXTS * LENGTH);
    return stored
        .reshape(SAMPLES, TEXTS * LENGTH, rows)
        .permute(1, 0, 2)
        .dup('c')
        .reshape(SAMPLES * TEXTS * LENGTH, rows);
  }

  /**
   * The whole model in training: hidden states, losses of rows and the loss, in one plan with all
   * gradients. Returns how many of those were compared.
   */
  static int train(
      Engine engine,
      Spelling spelling,
      HeadConfig head,
      Map<String, INDArray> weights,
      Map<String, INDArray> stored,
      Map<String, INDArray> draws) {
    CalmGraphs graphs =
        new CalmGraphs(
            model(head), new ScriptedCodec(K, LATENT, 96), spelling, weights, TEXTS, LENGTH);
    BuiltGraph built = graphs.training();
    int perText = (LENGTH + 1) * K;
    int[] all = ints(stored.get("input_ids"));
    int[] ids =
        IntStream.range(0, TEXTS)
            .flatMap(t -> Arrays.stream(all, t * perText, t * perText + LENGTH * K))
            .toArray();
    int[] distinct = spelling == Spelling.FUSED ? IntStream.of(ids).distinct().toArray() : ids;
    int p = TEXTS * LENGTH;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(CalmGraphs.IDS, new long[] {distinct.length});
    if (spelling == Spelling.FUSED) {
      shapes.put(CalmGraphs.INDICES, new long[] {ids.length});
    }
    shapes.put(CalmGraphs.POSITIONS, new long[] {p});
    shapes.put(CalmGraphs.STARTS, new long[] {TEXTS, LENGTH});
    shapes.put(CalmGraphs.PREDICTED, new long[] {p});
    shapes.put(CalmGraphs.MEAN, new long[] {p, LATENT});
    shapes.put(CalmGraphs.LOG_STD, new long[] {p, LATENT});
    shapes.put(CalmGraphs.WEIGHTS, new long[] {p});
    head.over(model(head)).draws().forEach(d -> shapes.put(d.placeholder(), d.shape(p)));
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      put(plan, CalmGraphs.IDS, distinct);
      if (spelling == Spelling.FUSED) {
        List<Integer> places = IntStream.of(distinct).boxed().toList();
        put(plan, CalmGraphs.INDICES, IntStream.of(ids).map(places::indexOf).toArray());
      }
      put(plan, CalmGraphs.POSITIONS, IntStream.range(0, p).map(i -> i % LENGTH).toArray());
      put(plan, CalmGraphs.PREDICTED, IntStream.range(0, p).toArray());
      plan.input(CalmGraphs.MEAN).assign(stored.get("target_mean"));
      plan.input(CalmGraphs.LOG_STD).assign(stored.get("target_log_std"));
      plan.input(CalmGraphs.WEIGHTS).assign(1.0 / p);
      draws.forEach((name, values) -> plan.input(name).assign(byPosition(values)));
      int compared = 0;
      for (int run = 0; run < 2; run++) { // a replay gives the same
        plan.run();
        compared = 0;
        close("hidden", plan.output(built.output("hidden")), stored.get("hidden"), Golden.FORWARD);
        INDArray rows = byPosition(stored.get("loss_per_row"));
        close("rows", plan.output(built.output("rows")), rows, Golden.FORWARD);
        close("loss", plan.output(built.output("loss")), stored.get("loss"), Golden.LOSS);
        for (String parameter : weights.keySet()) {
          INDArray expected = stored.get("grad." + parameter);
          if (expected != null) {
            INDArray actual = plan.output(built.output(CalmGraphs.GRADIENT + parameter));
            close(parameter, actual, expected, GRADIENT);
            compared++;
          }
        }
      }
      return compared;
    }
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }
}
