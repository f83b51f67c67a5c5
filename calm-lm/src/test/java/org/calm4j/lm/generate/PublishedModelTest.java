package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFolder;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.ModelWeights;
import org.calm4j.core.weights.TensorType;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.Golden;
import org.calm4j.lm.PublishedFolder;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The golden energy model from every container, imported, exported and imported again. */
class PublishedModelTest {
  private static final String SAFETENSORS = "calm_k4_energy.safetensors";
  private static final String TORCH = "calm_k4_energy.pytorch_model.bin";
  private static final String HALVES = "calm_k4_energy.bf16.pytorch_model.bin";

  @TempDir private Path folder;
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private static Map<String, float[]> floats(Map<String, INDArray> arrays) {
    Map<String, float[]> floats = new LinkedHashMap<>();
    arrays.forEach((name, array) -> floats.put(name, Golden.floats(array)));
    return floats;
  }

  private static Map<String, INDArray> weights(Path model) {
    try (ModelDirectory directory = ModelDirectory.open(model)) {
      return ModelWeights.read(
          model, new CalmNetwork(Golden.CONFIG).parameters(), directory.weights(), Set.of());
    }
  }

  private static Map<String, float[]> codecWeights(Path model) {
    Map<String, float[]> floats = new LinkedHashMap<>();
    try (ModelDirectory directory = ModelDirectory.open(model.resolve("autoencoder"))) {
      for (String name : directory.weights().names()) {
        floats.put(name, directory.weights().floats(name));
      }
    }
    return floats;
  }

  private static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }

  private void assertGolden(Path model) {
    assertEqual(floats(weights(model)), floats(Golden.weights()));
    assertEqual(codecWeights(model), floats(Golden.autoencoderWeights()));
  }

  @ParameterizedTest
  @ValueSource(strings = {SAFETENSORS, TORCH})
  void importedWeightsAreTheGoldenOnes(String container) {
    Path published = PublishedFolder.make(folder.resolve("published"), container);
    assertGolden(PublishedFolder.imported(published, folder.resolve("model")));
  }

  /** Hidden states, vectors and tokens of an imported model. */
  @ParameterizedTest
  @ValueSource(strings = {SAFETENSORS, TORCH})
  void importedModelsGiveTheGoldenNumbers(String container) {
    Path published = PublishedFolder.make(folder.resolve("published"), container);
    Path model = PublishedFolder.imported(published, folder.resolve("model"));
    Map<String, INDArray> weights = weights(model);
    Map<String, INDArray> stored = golden("gen_prompt8");
    int[] prompts = ints(stored.get("prompt"));
    int[][] chunks = {Arrays.copyOfRange(prompts, 0, 8), Arrays.copyOfRange(prompts, 8, 16)};
    try (ChunkCodec codec = ChunkCodecs.open(model.resolve("autoencoder"), engine);
        ContextStates states =
            new CachedStates(
                new CalmGraphs(Golden.CONFIG, codec, Spelling.FUSED, weights, 2, 1),
                engine,
                2,
                16);
        HeadSampler head = new HeadSampler(Golden.CONFIG, weights, engine, Spelling.FUSED)) {
      INDArray hidden = states.append(chunks);
      close("hidden", hidden, stored.get("step_hidden").slice(0), FORWARD);
      INDArray noise = stored.get("noise").slice(0);
      try (ChunkVectors vectors =
          head.draw(
              hidden, 1, (target, row, draw) -> target.assign(noise.getRow(row, true).sub(0.5)))) {
        assertThat(codec.decode(vectors).ids()).isEqualTo(ints(stored.get("step_tokens").slice(0)));
      }
    }
    try (CalmModel opened = CalmModel.open(model, engine)) {
      assertThat(opened.config()).isEqualTo(Golden.CONFIG);
      GenerationOptions options = GenerationOptions.standard().withMaxTokens(8);
      assertThat(opened.generate("Hello", options).ids().length).isLessThanOrEqualTo(8);
    }
  }

  /** Bfloat16 stays as it is on disk and is the rounded value in memory. */
  @Test
  void halvesAreTheRoundedValues() {
    Path published = PublishedFolder.make(folder.resolve("published"), HALVES);
    Path model = PublishedFolder.imported(published, folder.resolve("model"));
    try (ModelDirectory directory = ModelDirectory.open(model)) {
      assertThat(directory.weights().info("transformer.norm.weight").dtype())
          .isEqualTo(TensorType.BF16);
    }
    Map<String, float[]> rounded = floats(Golden.weights());
    rounded.values().forEach(PublishedModelTest::roundToBfloat16);
    assertEqual(floats(weights(model)), rounded);
    Map<String, float[]> codec = floats(Golden.autoencoderWeights());
    codec.values().forEach(PublishedModelTest::roundToBfloat16);
    assertEqual(codecWeights(model), codec);

    Path exact = PublishedFolder.make(folder.resolve("exact"), TORCH);
    Path ours = PublishedFolder.imported(exact, folder.resolve("ours"));
    Path out = folder.resolve("exported");
    new HubExport(ours, out, HubFormat.SAFETENSORS, TensorType.BF16, 1 << 30).run(p -> {});
    Path again = PublishedFolder.imported(out, folder.resolve("again"));
    assertEqual(floats(weights(again)), rounded);
    assertThat(config(out).path("torch_dtype").asText()).isEqualTo("bfloat16");
  }

  private static void roundToBfloat16(float[] values) {
    for (int i = 0; i < values.length; i++) {
      // Nearest, ties to even: the sum carries into the upper half when it must.
      int bits = Float.floatToIntBits(values[i]);
      values[i] = Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    }
  }

  private static JsonNode config(Path folder) {
    return Json.read(folder.resolve("config.json"), JsonNode.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SAFETENSORS 1000000000", "PYTORCH 1000000000", "SAFETENSORS 90000", "PYTORCH 1"})
  void exportAndImportAreExact(String how) {
    Path published = PublishedFolder.make(folder.resolve("published"), TORCH);
    PublishedFolder.change(
        published, config -> config.put("some_later_key", 7).put("model_type", "").remove("beta"));
    Path model = PublishedFolder.imported(published, folder.resolve("model"));
    Path out = folder.resolve("exported");
    HubFormat format = HubFormat.valueOf(how.split(" ")[0]);
    long shard = Long.parseLong(how.split(" ")[1]);
    new HubExport(model, out, format, null, shard).run(progress -> {});

    try (HubFolder first = HubFolder.open(published);
        HubFolder second = HubFolder.open(out)) {
      assertThat(second.weights().names())
          .containsExactlyInAnyOrderElementsOf(first.weights().names());
      for (String name : first.weights().names()) {
        assertThat(second.weights().floats(name)).as(name).isEqualTo(first.weights().floats(name));
      }
    }
    String index =
        format == HubFormat.PYTORCH
            ? "pytorch_model.bin.index.json"
            : "model.safetensors.index.json";
    assertThat(Files.exists(out.resolve(index))).isEqualTo(shard < 1_000_000);
    JsonNode config = config(out);
    JsonNode golden = Json.parse("golden", read("calm_k4_energy.config.json"), JsonNode.class);
    golden
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.equals("ae_path")) {
                assertThat(config.path(key)).as(key).isEqualTo(golden.path(key));
              }
            });
    assertThat(config.path("some_later_key").intValue()).isEqualTo(7);
    assertThat(config.path("ae_path").asText()).isEqualTo(out.resolve("autoencoder").toString());
    JsonNode codec = config(out.resolve("autoencoder"));
    JsonNode codecGolden = Json.parse("golden", read("ae_k4.config.json"), JsonNode.class);
    codecGolden
        .fieldNames()
        .forEachRemaining(
            key -> {
              // What the shapes of tensors do not tell.
              if (!List.of("bos_token_id", "eos_token_id", "transformers_version").contains(key)) {
                assertThat(codec.path(key)).as(key).isEqualTo(codecGolden.path(key));
              }
            });

    Path again = folder.resolve("again");
    new HubImport(out, again, null, null).run(progress -> {});
    assertGolden(again);
    try (ModelDirectory before = ModelDirectory.open(model);
        ModelDirectory after = ModelDirectory.open(again)) {
      assertThat(after.tokenizer().identity()).isEqualTo(before.tokenizer().identity());
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in =
        PublishedModelTest.class.getResourceAsStream("/golden/models/" + resource)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
