package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFolder;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.ModelWeights;
import org.calm4j.core.weights.SafetensorsWriter;
import org.calm4j.core.weights.TensorType;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.Golden;
import org.calm4j.lm.PublishedFolder;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The golden models of the flow and diffusion heads, published in every container and imported. No
 * tokenizer has their 96 ids, so their tables are filled up with zeros to the ids of one.
 */
class PublishedHeadsTest {
  private static final int IDS = 96;
  private static final int FILLED = 320;
  private static final List<String> TABLES =
      List.of(
          "transformer.embed_tokens.weight",
          "ae_model.encoder.embed_tokens.weight",
          "ae_model.decoder.lm_head_weight");

  @TempDir private Path folder;
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private Path published(String head) throws IOException {
    Path place = Files.createDirectories(folder.resolve("published"));
    PublishedFolder.copy("calm_k4_" + head + ".config.json", place.resolve("config.json"));
    PublishedFolder.change(
        place,
        config -> {
          assertThat(config.path("vocab_size").asInt()).isEqualTo(IDS);
          config.put("vocab_size", FILLED).put("pad_token_id", FILLED - 1);
        });
    Map<String, INDArray> tensors = Golden.read("models/calm_k4_" + head + ".safetensors");
    for (String table : TABLES) {
      INDArray known = tensors.get(table);
      INDArray filled = Nd4j.zeros(DataType.FLOAT, FILLED, known.size(1));
      filled.get(NDArrayIndex.interval(0, IDS), NDArrayIndex.all()).assign(known);
      tensors.put(table, filled);
    }
    SafetensorsWriter.write(place.resolve("model.safetensors"), tensors, Map.of());
    return place;
  }

  private Path imported(Path published, String name) {
    Path model = folder.resolve(name);
    new HubImport(published, model, null, PublishedFolder.TOKENIZER).run(progress -> {});
    return model;
  }

  private static Map<String, INDArray> weights(Path model) {
    try (ModelDirectory directory = ModelDirectory.open(model)) {
      return ModelWeights.read(
          model,
          new CalmNetwork(CalmModel.configOf(model)).parameters(),
          directory.weights(),
          Set.of());
    }
  }

  /** The golden weights, bit by bit, and the golden numbers that come of what was imported. */
  private void assertGolden(String head, Path model) {
    CalmConfig config = CalmModel.configOf(model);
    Map<String, INDArray> weights = weights(model);
    Map<String, INDArray> expected = HeadGolden.weights("calm_k4_" + head);
    assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    String table = TABLES.get(0);
    weights.put(
        table, weights.get(table).get(NDArrayIndex.interval(0, IDS), NDArrayIndex.all()).dup('c'));
    expected.forEach((name, array) -> assertThat(weights.get(name)).as(name).isEqualTo(array));
    boolean flow = head.equals("flow");
    Map<String, INDArray> train = golden(head + "_train");
    Map<String, INDArray> draws =
        Map.of(
            "target_noise", train.get("eps"),
            "time", flow ? train.get("t") : DiffusionParityTest.times(train.get("t")),
            "start", train.get(flow ? "x0" : "noise"));
    assertThat(HeadGolden.train(engine, Spelling.FUSED, config.head(), weights, train, draws))
        .isEqualTo(54);
    Map<String, INDArray> stored = golden(head + "_sample");
    INDArray hidden = stored.get("hidden");
    String first = flow ? "x_init" : "steps100.x_init";
    try (VectorSampler sampler =
        config.head().over(config).sampler(weights, Spelling.FUSED, engine, 1)) {
      sampler.hidden((int) hidden.size(0), 1).assign(hidden);
      INDArray made =
          sampler.draw(
              (array, draw) ->
                  array.assign(
                      draw == 0
                          ? stored.get(first)
                          : stored.get("steps100.noise").slice(draw - 1)));
      INDArray sample = stored.get(flow ? "midpoint.sample" : "steps100.sample");
      close("sample", made, sample, flow ? FORWARD : 5e-5);
    }
  }

  /** Vectors that could follow a context, the autoencoder's tokens of them, and text. */
  private float[][] outputs(Path model) {
    try (CalmModel opened = CalmModel.open(model, engine)) {
      GenerationOptions options = GenerationOptions.standard().withTemperature(1).withMaxTokens(8);
      assertThat(opened.generate("Hello", options).ids().length).isLessThanOrEqualTo(8);
      int[] context = {1, 17, 4, 80, 3, 3, 95, 60};
      float[][] vectors = opened.sampler().vectors(context, 5, new SplittableRandom(4));
      assertThat(opened.codec().decode(vectors)).hasSize(5 * 4);
      return vectors;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flow, SAFETENSORS, 1000000000",
    "flow, SAFETENSORS, 50000",
    "flow, PYTORCH, 1000000000",
    "flow, PYTORCH, 50000",
    "diffusion, SAFETENSORS, 1000000000",
    "diffusion, SAFETENSORS, 50000",
    "diffusion, PYTORCH, 1000000000",
    "diffusion, PYTORCH, 50000"
  })
  void everyContainerGivesTheGoldenNumbers(String head, HubFormat format, long shard)
      throws IOException {
    Path published = published(head);
    Path model = imported(published, "model");
    assertGolden(head, model);
    Path out = folder.resolve("exported");
    new HubExport(model, out, format, null, shard).run(progress -> {});
    try (HubFolder before = HubFolder.open(published);
        HubFolder after = HubFolder.open(out)) {
      assertThat(after.weights().names())
          .containsExactlyInAnyOrderElementsOf(before.weights().names());
      for (String name : before.weights().names()) {
        assertThat(after.weights().floats(name)).as(name).isEqualTo(before.weights().floats(name));
      }
    }
    String file = format == HubFormat.PYTORCH ? "pytorch_model.bin" : "model.safetensors";
    assertThat(Files.exists(out.resolve(file))).isEqualTo(shard > 50000);
    assertThat(Files.exists(out.resolve(file + ".index.json"))).isEqualTo(shard == 50000);
    JsonNode first = Json.read(published.resolve("config.json"), JsonNode.class);
    JsonNode second = Json.read(out.resolve("config.json"), JsonNode.class);
    first
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("ae_path")) {
                assertThat(second.path(entry.getKey()))
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue());
              }
            });
    Path again = folder.resolve("again");
    new HubImport(out, again, null, null).run(progress -> {});
    assertGolden(head, again);
    assertThat(outputs(again)).isDeepEqualTo(outputs(model));
  }

  /** Halves are the nearest there are, stay what they are, and mean the same wherever they lie. */
  @ParameterizedTest
  @CsvSource({"flow, F16, 10", "flow, BF16, 7", "diffusion, F16, 10", "diffusion, BF16, 7"})
  void halves(String head, TensorType type, int bits) throws IOException {
    Path model = imported(published(head), "model");
    Path out = folder.resolve("halves");
    new HubExport(model, out, HubFormat.SAFETENSORS, type, 1 << 30).run(progress -> {});
    Path half = folder.resolve("half");
    new HubImport(out, half, null, null).run(progress -> {});
    Map<String, INDArray> exact = weights(model);
    Map<String, INDArray> rounded = weights(half);
    assertThat(rounded.keySet()).isEqualTo(exact.keySet());
    exact.forEach(
        (name, array) -> {
          float[] a = Golden.floats(array);
          float[] b = Golden.floats(rounded.get(name));
          for (int i = 0; i < a.length; i++) {
            // Half a unit of the last place; below 2^-14, where F16 has no exponents left, 2^-25.
            double limit = Math.max(Math.scalb(Math.ulp(a[i]), 23 - bits - 1), 0x1p-25);
            assertThat((double) Math.abs(a[i] - b[i])).as(name).isLessThanOrEqualTo(limit);
          }
        });
    try (ModelDirectory directory = ModelDirectory.open(half)) {
      assertThat(directory.weights().names())
          .allMatch(name -> directory.weights().info(name).dtype() == type);
    }
    float[][] expected = outputs(half);
    assertThat(expected).isNotEqualTo(outputs(model));
    Path torch = folder.resolve("torch");
    new HubExport(half, torch, HubFormat.PYTORCH, null, 50_000).run(progress -> {});
    Path again = folder.resolve("again");
    new HubImport(torch, again, null, null).run(progress -> {});
    Map<String, INDArray> back = weights(again);
    rounded.forEach((name, array) -> assertThat(back.get(name)).as(name).isEqualTo(array));
    assertThat(outputs(again)).isDeepEqualTo(expected);
  }
}
