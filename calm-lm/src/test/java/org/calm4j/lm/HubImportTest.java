package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.calm4j.core.hub.HubFolder;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.weights.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where parts of a published model may lie, and what is refused with which sentence. */
class HubImportTest {
  @TempDir private Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void make() {
    source = PublishedFolder.make(folder.resolve("source"), "calm_k4_energy.safetensors");
    out = folder.resolve("out");
  }

  private HubImport plan() {
    return new HubImport(source, out, null, PublishedFolder.TOKENIZER);
  }

  /** One sentence, and nothing stays behind. */
  private void assertRefused(HubImport plan, String part) throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan.run(progress -> {}))
        .withMessageContaining(part)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    assertThat(Files.exists(out)).isFalse();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  /** The weights as they are, changed, in a safetensors file. */
  private void rewrite(Consumer<Map<String, INDArray>> change) {
    Map<String, INDArray> tensors = Golden.read("models/calm_k4_energy.safetensors");
    change.accept(tensors);
    SafetensorsWriter.write(source.resolve("model.safetensors"), tensors, Map.of());
  }

  /** The autoencoder alone, as a published folder. */
  private Path autoencoder(Path place, Consumer<ObjectNode> change, float shift)
      throws IOException {
    Files.createDirectories(place);
    PublishedFolder.copy("ae_k4.config.json", place.resolve("config.json"));
    PublishedFolder.change(place, change);
    Map<String, INDArray> weights = Golden.autoencoderWeights();
    weights.get("encoder.norm.weight").addi(shift);
    SafetensorsWriter.write(place.resolve("model.safetensors"), weights, Map.of());
    return place;
  }

  @Test
  void theAutoencoderMayLieAnywhere() throws IOException {
    PublishedFolder.change(source, config -> config.put("ae_path", "codec"));
    rewrite(tensors -> tensors.keySet().removeIf(name -> name.startsWith("ae_model.")));
    assertRefused(plan(), "has no autoencoder, neither inside (tensors ae_model....) nor beside");
    autoencoder(source.resolve("codec"), config -> config.put("kl_weight", 0.25), 0);
    plan().run(progress -> {});
    try (ModelDirectory codec = ModelDirectory.open(out.resolve("autoencoder"))) {
      assertThat(codec.configuration().path("kl_weight").doubleValue()).isEqualTo(0.25);
    }

    Path given = autoencoder(folder.resolve("given"), config -> {}, 1);
    Path second = folder.resolve("second");
    new HubImport(source, second, given, PublishedFolder.TOKENIZER).run(progress -> {});
    try (ModelDirectory codec = ModelDirectory.open(second.resolve("autoencoder"))) {
      assertThat(codec.weights().floats("encoder.norm.weight")[0])
          .isEqualTo(Golden.autoencoderWeights().get("encoder.norm.weight").getFloat(0) + 1);
    }
  }

  @Test
  void anAutoencoderThatIsNotTheOneInside() throws IOException {
    Path given = autoencoder(folder.resolve("given"), config -> {}, 0);
    new HubImport(source, out, given, PublishedFolder.TOKENIZER).run(progress -> {});
    out = folder.resolve("out2");
    Path other = autoencoder(folder.resolve("other"), config -> {}, 1);
    assertRefused(
        new HubImport(source, out, other, PublishedFolder.TOKENIZER),
        "another autoencoder than " + other + ": encoder.norm.weight differs");
    assertRefused(
        new HubImport(source, out, source, PublishedFolder.TOKENIZER),
        "is of the architecture EnergyTransformer where an autoencoder is needed");
    Path small = autoencoder(folder.resolve("small"), config -> config.put("patch_size", 2), 0);
    assertRefused(new HubImport(source, out, small, PublishedFolder.TOKENIZER), "do not fit");
  }

  /** Safetensors of Hugging Face drop one of two names. */
  @Test
  void eitherOfTwoNamesWillDo() {
    rewrite(
        tensors ->
            tensors
                .keySet()
                .removeIf(
                    name ->
                        name.startsWith("mlp_generator.")
                            || name.equals("ae_model.encoder.embed_tokens.weight")));
    plan().run(progress -> {});
    try (ModelDirectory model = ModelDirectory.open(out)) {
      assertThat(model.weights().names())
          .contains("mlp_generator.noise_embd.weight")
          .noneMatch(name -> name.startsWith("generative_head."));
    }
  }

  @Test
  void tensorsThatDoNotFitAreListed() throws IOException {
    rewrite(
        tensors -> {
          tensors.remove("transformer.norm.weight");
          tensors.remove("embed_proj.2.bias");
          tensors.put("extra.weight", Nd4j.ones(2));
          tensors.put("embed_proj.0.bias", Nd4j.createFromArray(1f, 2f));
          tensors.put("embed_proj.3.bias", Nd4j.createFromArray(new long[64]));
          tensors.put("transformer.rotary_emb.inv_freq", Nd4j.createFromArray(1f));
        });
    assertRefused(
        plan(),
        source
            + ": the weights do not fit the configuration: 2 tensors missing (embed_proj.2.bias,"
            + " transformer.norm.weight), 1 tensor not expected (extra.weight), 2 tensors wrong"
            + " (embed_proj.0.bias has the shape [2], not [128], embed_proj.3.bias holds I64, no"
            + " floats)");
  }

  @Test
  void twoNamesWithDifferentValues() throws IOException {
    rewrite(tensors -> tensors.get("generative_head.noise_embd.weight").addi(1));
    assertRefused(
        plan(), "mlp_generator.noise_embd.weight and generative_head.noise_embd.weight must be");
    rewrite(tensors -> tensors.get("ae_model.decoder.lm_head_weight").addi(1));
    assertRefused(plan(), "encoder.embed_tokens.weight and decoder.lm_head_weight must be two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden_size | 48 | the weights do not fit the configuration",
        "hidden_size | 65 | must be a multiple",
        "num_hidden_layers | 4 | 9 tensors missing",
        "num_hidden_layers | 2 | 9 tensors not expected",
        "patch_size | 2 | embed_proj.0.weight has the shape [128, 256], not [128, 128]",
        "vocab_size | 100 | 100 token ids, but the tokenizer r50k:320 has 320",
        "hidden_size | `x` | must have an integer hidden_size",
        "rope_scaling | {`type`:`linear`} | asks for rope_scaling",
        "attention_bias | true | asks for attention_bias",
        "hidden_act | `gelu` | only silu is supported",
        "architectures | [`DiffusionTransformer`] | 28 tensors missing (generative_head.net.",
        "architectures | [`GPT2LMHeadModel`] | which cannot be used here; those that can are Autoencoder, Diffusion",
      })
  void configurationsThatContradict(String key, String value, String part) throws IOException {
    PublishedFolder.change(
        source,
        config -> config.set(key, Json.parse("value", value.replace('`', '"'), JsonNode.class)));
    assertRefused(plan(), part);
  }

  @Test
  void missingAndDamagedFiles() throws IOException {
    Path weights = source.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 100));
    assertRefused(plan(), "is the file truncated?");
    Files.writeString(
        weights, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertRefused(plan(), "only a pointer of Git LFS");
    Files.delete(weights);
    assertRefused(plan(), source + " holds no weights: one of model.safetensors,");
    Files.delete(source.resolve("config.json"));
    assertRefused(plan(), "config.json is missing in it");
    Files.writeString(source.resolve("config.json"), "[]");
    assertRefused(plan(), "must hold a JSON object");
    assertRefused(
        new HubImport(folder.resolve("none"), out, null, null), "none does not exist where the");
  }

  @Test
  void tokenizersAndTargets() throws IOException {
    assertRefused(new HubImport(source, out, null, null), "holds no tokenizer: name the one");
    assertRefused(new HubImport(source, out, null, "r50k:300"), "but the tokenizer r50k:300 has");
    Files.createDirectory(out);
    plan().run(progress -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan().run(progress -> {}))
        .withMessageContaining("is there already and not empty");
  }

  /** Whatever the head, weights and configuration can be looked at. */
  @ParameterizedTest
  @CsvSource({"calm_k4_diffusion, DiffusionTransformer", "calm_k4_flow, FlowTransformer"})
  void otherHeadsAreRead(String name, String architecture) throws IOException {
    Path golden = Path.of("..", "..", "shared", "golden", "models");
    assumeTrue(Files.isDirectory(golden));
    Path place = Files.createDirectory(folder.resolve(name));
    Files.copy(golden.resolve(name + ".config.json"), place.resolve("config.json"));
    Files.copy(golden.resolve(name + ".safetensors"), place.resolve("model.safetensors"));
    try (HubFolder hub = HubFolder.open(place)) {
      assertThat(hub.architecture()).isEqualTo(architecture);
      assertThat(hub.weights().names()).contains("generative_head.net.input_proj.weight");
      Map<String, float[]> all = new LinkedHashMap<>();
      hub.weights().names().forEach(tensor -> all.put(tensor, hub.weights().floats(tensor)));
      assertThat(all.values()).allMatch(values -> values.length > 0);
    }
  }
}
