package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The autoencoder against the golden numbers, in both spellings. */
class AutoencoderParityTest {
  private static final double FORWARD = 2e-5;
  private static final double LOSS = 5e-6;
  private static final double GRADIENT = 1e-4;

  private final Map<String, INDArray> weights = Golden.weights();
  private final AutoencoderNetwork network = new AutoencoderNetwork(Golden.CONFIG);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** How the ids of a batch reach the encoder: each token, or each distinct id once. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Ids(int[] ids, int[] positions) {
    static Ids plain(int[] tokens) {
      return new Ids(tokens, IntStream.range(0, tokens.length).toArray());
    }

    static Ids distinct(int[] tokens) {
      Set<Integer> seen = new LinkedHashSet<>();
      IntStream.of(tokens).forEach(seen::add);
      int[] ids = seen.stream().mapToInt(i -> i).toArray();
      Map<Integer, Integer> places = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        places.put(ids[i], i);
      }
      return new Ids(ids, IntStream.of(tokens).map(places::get).toArray());
    }

    void put(GraphPlan plan, Spelling spelling) {
      AutoencoderParityTest.put(plan, AutoencoderGraphs.IDS, ids);
      if (spelling == Spelling.FUSED) {
        AutoencoderParityTest.put(plan, AutoencoderGraphs.POSITIONS, positions);
      }
    }
  }

  private static void put(GraphPlan plan, String placeholder, int[] values) {
    Memory.of(plan.input(placeholder)).put(values, values.length);
  }

  // Training.

  private GraphPlan trainingPlan(
      AutoencoderGraphs graphs, BuiltGraph built, Ids ids, Spelling spelling) {
    Map<String, INDArray> golden = Golden.read("cases/ae_train.safetensors");
    Map<String, long[]> shapes = new HashMap<>(graphs.idShapes(ids.ids.length, 32));
    shapes.put(AutoencoderGraphs.LABELS, new long[] {32});
    shapes.put(AutoencoderGraphs.NOISE, new long[] {8, 16});
    shapes.put(AutoencoderGraphs.LATENT_SCALE, new long[] {8, 16});
    GraphPlan plan = engine.plan(built.graph(), shapes, built.names());
    plan.input(AutoencoderGraphs.NOISE).assign(golden.get("eps").reshape(8, 16));
    plan.input(AutoencoderGraphs.LATENT_SCALE)
        .assign(golden.get("latent_keep").reshape(8, 16).div(0.85));
    put(plan, AutoencoderGraphs.LABELS, Golden.ints(golden.get("labels")));
    ids.put(plan, spelling);
    return plan;
  }

  private void trainingLossAndAllGradients(Spelling spelling, Ids ids) {
    Map<String, INDArray> golden = Golden.read("cases/ae_train.safetensors");
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    BuiltGraph built = graphs.training(AutoencoderObjective.published(), 8);
    try (GraphPlan plan = trainingPlan(graphs, built, ids, spelling)) {
      for (int run = 0; run < 2; run++) { // a replay gives the same
        plan.run();
        Map<String, String> out = built.outputs();
        Golden.close("kl", plan.output(out.get("kl")), golden.get("kl_term"), LOSS);
        Golden.close(
            "cross entropy",
            plan.output(out.get("cross_entropy")),
            golden.get("cross_entropy"),
            LOSS);
        Golden.close("loss", plan.output(out.get("loss")), golden.get("train_loss"), LOSS);
        assertThat(weights).hasSize(27);
        double squares = 0;
        for (String name : weights.keySet()) {
          INDArray gradient = plan.output(out.get("grad/" + name));
          Golden.close(name, gradient, golden.get("grad." + name), GRADIENT);
          double norm = gradient.norm2Number().doubleValue();
          squares += norm * norm;
        }
        double norm = golden.get("grad_norm").getDouble(0);
        assertThat(Math.sqrt(squares)).isCloseTo(norm, within(2e-5 * norm));
      }
    }
  }

  private static int[] droppedIds() {
    return Golden.ints(Golden.read("cases/ae_train.safetensors").get("dropped_ids"));
  }

  @ParameterizedTest
  @EnumSource
  void trainingLossAndAllGradients(Spelling spelling) {
    trainingLossAndAllGradients(spelling, Ids.plain(droppedIds()));
  }

  /** Gradients of an id that stands at several tokens meet in its one row. */
  @Test
  void everyDistinctIdOnceGivesTheSame() {
    Ids ids = Ids.distinct(droppedIds());
    assertThat(ids.ids).hasSizeLessThan(32);
    trainingLossAndAllGradients(Spelling.FUSED, ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "split"})
  void threeStepsOfAdamW(String group) {
    Map<String, INDArray> golden = Golden.read("cases/ae_adamw.safetensors");
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, Spelling.FUSED, weights);
    BuiltGraph built = graphs.training(AutoencoderObjective.published(), 8);
    Map<String, Boolean> decays = new HashMap<>();
    network.parameters().forEach(spec -> decays.put(spec.name(), spec.decays()));
    try (GraphPlan plan = trainingPlan(graphs, built, Ids.distinct(droppedIds()), Spelling.FUSED)) {
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      weights
          .keySet()
          .forEach(name -> gradients.put(name, plan.output(built.outputs().get("grad/" + name))));
      try (AdamW optimizer =
          new AdamW(
              engine,
              weights,
              gradients,
              name -> group.equals("all") || decays.get(name),
              AdamWOptions.published())) {
        for (int step = 1; step <= 3; step++) {
          plan.run();
          double loss = plan.output(built.outputs().get("loss")).getDouble(0);
          double expected = golden.get(group + ".losses").getDouble(step - 1);
          assertThat(loss).isCloseTo(expected, within(1e-5 * expected));
          double norm = optimizer.update(3e-4, 1);
          double expectedNorm = golden.get(group + ".grad_norms").getDouble(step - 1);
          assertThat(norm).isCloseTo(expectedNorm, within(2e-5 * expectedNorm));
          assertThat(parametersAfter(golden, group + ".step" + step + "."))
              .isEqualTo(step == 2 ? 0 : 8);
        }
      }
    }
  }

  /** Compares the parameters that the golden file has for a step; returns how many. */
  private int parametersAfter(Map<String, INDArray> golden, String prefix) {
    int compared = 0;
    for (Map.Entry<String, INDArray> tensor : golden.entrySet()) {
      if (tensor.getKey().startsWith(prefix)) {
        String name = tensor.getKey().substring(prefix.length());
        double worst =
            weights
                .get(name)
                .castTo(DataType.DOUBLE)
                .sub(tensor.getValue().castTo(DataType.DOUBLE))
                .amaxNumber()
                .doubleValue();
        assertThat(worst)
            .as(tensor.getKey())
            .isLessThanOrEqualTo(name.contains("embed_tokens") ? 2e-5 : 2e-6);
        compared++;
      }
    }
    return compared;
  }

  // Evaluation.

  private Map<String, INDArray> posterior(Spelling spelling, Ids ids, int tokens) {
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    BuiltGraph built = graphs.posterior();
    try (GraphPlan plan =
        engine.plan(built.graph(), graphs.idShapes(ids.ids.length, tokens), built.names())) {
      ids.put(plan, spelling);
      plan.run();
      Map<String, INDArray> result = new HashMap<>();
      built.outputs().forEach((role, name) -> result.put(role, plan.output(name).dup('c')));
      return result;
    }
  }

  private INDArray decoded(
      Spelling spelling,
      INDArray vectors,
      java.util.function.Function<AutoencoderGraphs, BuiltGraph> kind) {
    BuiltGraph built = kind.apply(new AutoencoderGraphs(network, spelling, weights));
    try (GraphPlan plan =
        engine.plan(
            built.graph(), Map.of(AutoencoderGraphs.VECTORS, vectors.shape()), built.names())) {
      plan.input(AutoencoderGraphs.VECTORS).assign(vectors);
      plan.run();
      return plan.output(built.names().get(0)).dup('c');
    }
  }

  @ParameterizedTest
  @EnumSource
  void encoder(Spelling spelling) {
    Map<String, INDArray> golden = Golden.read("cases/ae_eval.safetensors");
    int[] ids = Golden.ints(golden.get("input_ids"));
    for (Ids input :
        spelling == Spelling.FUSED
            ? new Ids[] {Ids.plain(ids), Ids.distinct(ids)}
            : new Ids[] {Ids.plain(ids)}) {
      Map<String, INDArray> found = posterior(spelling, input, 32);
      Golden.close("mean", found.get("mean"), golden.get("mean"), FORWARD);
      Golden.close("log_std", found.get("log_std"), golden.get("log_std"), FORWARD);
      Golden.close(
          "latent",
          Nd4j.concat(1, found.get("mean"), found.get("log_std")),
          golden.get("latent"),
          FORWARD);
      INDArray mean = found.get("mean").castTo(DataType.DOUBLE);
      INDArray logStd = found.get("log_std").castTo(DataType.DOUBLE);
      INDArray kl =
          mean.mul(mean)
              .add(org.nd4j.linalg.ops.transforms.Transforms.exp(logStd.mul(2)))
              .sub(1)
              .sub(logStd.mul(2))
              .mul(0.5);
      Golden.close("kl", kl, golden.get("kl_per_dim"), FORWARD);
      double term = 0;
      for (double value : kl.dup('c').reshape(kl.length()).toDoubleVector()) {
        term += Math.max(value, 0.5) / 8;
      }
      double expected = golden.get("kl_term").getDouble(0);
      assertThat(term).isCloseTo(expected, within(LOSS * expected));
    }
  }

  @ParameterizedTest
  @EnumSource
  void decoder(Spelling spelling) {
    Map<String, INDArray> golden = Golden.read("cases/ae_eval.safetensors");
    INDArray mean = golden.get("mean").reshape('c', 8, 16);
    Golden.close(
        "logits from mean",
        decoded(spelling, mean, AutoencoderGraphs::logits),
        golden.get("logits_from_mean"),
        FORWARD);
    assertThat(
            Golden.ints(
                decoded(spelling, mean, AutoencoderGraphs::decoding).castTo(DataType.INT32)))
        .isEqualTo(Golden.ints(golden.get("tokens_from_mean")));
  }

  @ParameterizedTest
  @EnumSource
  void evaluationLoss(Spelling spelling) {
    Map<String, INDArray> golden = Golden.read("cases/ae_eval.safetensors");
    int[] ids = Golden.ints(golden.get("input_ids"));
    Map<String, INDArray> found = posterior(spelling, Ids.plain(ids), 32);
    INDArray std = org.nd4j.linalg.ops.transforms.Transforms.exp(found.get("log_std"));
    INDArray sample = found.get("mean").add(golden.get("eps").reshape('c', 8, 16).mul(std));
    INDArray logits = decoded(spelling, sample, AutoencoderGraphs::logits);
    Golden.close("eval logits", logits, golden.get("eval_logits"), FORWARD);
    double expected = golden.get("eval_loss").getDouble(0);
    assertThat(crossEntropy(logits, ids)).isCloseTo(expected, within(LOSS * expected));

    INDArray plain = decoded(spelling, found.get("mean"), AutoencoderGraphs::logits);
    double expectedPlain = golden.get("eval_loss_eps0").getDouble(0);
    assertThat(crossEntropy(plain, ids)).isCloseTo(expectedPlain, within(LOSS * expectedPlain));
  }

  private static double crossEntropy(INDArray logits, int[] ids) {
    double sum = 0;
    for (int row = 0; row < ids.length; row++) {
      double total = 0;
      for (long i = 0; i < logits.size(1); i++) {
        total += Math.exp(logits.getDouble(row, i));
      }
      sum += Math.log(total) - logits.getDouble(row, ids[row]);
    }
    return sum / ids.length;
  }

  /** What applications see. */
  @Test
  void codec() {
    Map<String, INDArray> golden = Golden.read("cases/ae_eval.safetensors");
    int[] ids = Golden.ints(golden.get("input_ids"));
    try (Autoencoder codec = new Autoencoder(Golden.CONFIG, weights, false, "", engine);
        Posterior posterior = codec.posterior(new TokenChunks(ids, 4));
        ChunkVectors mean = ChunkVectors.owning(golden.get("mean").reshape('c', 8, 16).dup('c'))) {
      Golden.close("mean", posterior.mean().array(), golden.get("mean"), FORWARD);
      Golden.close("log_std", posterior.logStd().array(), golden.get("log_std"), FORWARD);
      assertThat(codec.decode(mean).ids()).isEqualTo(Golden.ints(golden.get("tokens_from_mean")));
      assertThat(codec.decode(codec.encode(ids)))
          .isEqualTo(Golden.ints(golden.get("tokens_from_mean")));
    }
    assertThat(weights.values()).noneMatch(INDArray::wasClosed);
  }

  @Test
  void parametersHaveThePublishedNamesAndShapes() {
    Map<String, String> expected = new HashMap<>();
    weights.forEach((name, array) -> expected.put(name, java.util.Arrays.toString(array.shape())));
    Map<String, String> found = new HashMap<>();
    network
        .parameters()
        .forEach(spec -> found.put(spec.name(), java.util.Arrays.toString(spec.shape())));
    assertThat(found).isEqualTo(expected);
    assertThat(network.parameterCount())
        .isEqualTo(weights.values().stream().mapToLong(INDArray::length).sum());
    // The published model: 75M parameters.
    assertThat(new AutoencoderNetwork(AutoencoderConfig.published(128_257)).parameterCount())
        .isBetween(74_500_000L, 76_500_000L);
  }
}
