package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.lm.generate.CalmSampler;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders: what opens, and what is refused with which sentence. */
class CalmModelTest {
  @TempDir private static Path shared;
  private static TinyRuns runs;
  private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    runs = new TinyRuns(shared);
    trained = shared.resolve("lm");
    try (CalmRun run = runs.run(trained, TinyRuns.steps(3), false)) {
      run.train(List.of());
    }
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  /** A copy to spoil. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    ModelDirectory.copy(trained, copy);
    ModelDirectory.copy(trained.resolve("autoencoder"), copy.resolve("autoencoder"));
    return copy;
  }

  private static void refused(Path model, String sentence, Object... values) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.open(model, runs.engine))
        .withMessage(sentence, values);
  }

  @Test
  void aCopyIsTheSameModel() throws IOException {
    Path copy = copy();
    GenerationOptions options = GenerationOptions.standard().withCandidates(20).withMaxTokens(12);
    try (CalmModel first = CalmModel.open(trained, runs.engine);
        CalmModel second = CalmModel.open(copy, runs.engine)) {
      List<String> prompts = List.of("Once upon a time", "A");
      List<Generation> expected = first.generate(prompts, options, GenerationListener.NONE);
      List<Generation> actual = second.generate(prompts, options, GenerationListener.NONE);
      for (int i = 0; i < 2; i++) {
        assertThat(actual.get(i).ids()).isEqualTo(expected.get(i).ids());
      }
      CalmSampler sampler = first.sampler();
      int[] context = first.tokenizer().encode("a small bear went out");
      int[] whole = Arrays.copyOf(context, 4);
      assertThat(second.sampler().next(whole, 5, new SplittableRandom(1)))
          .isDeepEqualTo(sampler.next(whole, 5, new SplittableRandom(1)));
    }
  }

  @Test
  void rollsOutWithinDocumentsAsItWasTrained() {
    try (CalmModel model = CalmModel.open(trained, runs.engine)) {
      assertThat(model.withinDocuments()).isTrue();
      assertThat(model.rollouts().chunkSize()).isEqualTo(4);
      assertThat(model.rollouts().contextTokens()).isEqualTo(4 * 64);
      assertThat(model.rollouts().padId()).isEqualTo(model.tokenizer().padId());
      try (Rollouts rollouts =
          model.rollouts().open(Arrays.copyOf(runs.train.document(0), 40), 1)) {
        assertThat(rollouts.places()).isEqualTo(10);
        assertThat(rollouts.draw(new int[] {0, 9, 9}, 2)).hasSize(3 * 2 * 4);
        int[] longer = rollouts.extend(new int[] {9}, new int[] {5, 6, 7, 8});
        assertThat(rollouts.draw(longer, 1)).hasSize(4);
      }
    }
  }

  @Test
  void aMissingAutoencoderIsNamed() throws IOException {
    Path copy = folder.resolve("copy");
    ModelDirectory.copy(trained, copy);
    refused(
        copy,
        "%s has no autoencoder: the folder %s is missing; copy the one it was trained with there",
        copy,
        copy.resolve("autoencoder"));
  }

  @Test
  void anotherAutoencoderIsRefused() throws IOException {
    Path copy = copy();
    Path other = runs.autoencoder(folder.resolve("other"), 2);
    ModelDirectory.copy(other, copy.resolve("autoencoder"));
    refused(
        copy,
        "%s was trained with another autoencoder than the one in %s:"
            + " its vectors mean something else",
        copy,
        copy.resolve("autoencoder"));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path copy = copy();
    for (String name :
        List.of("model.safetensors", "config.json", "autoencoder/model.safetensors")) {
      Path file = copy.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.write(file, damaged);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CalmModel.open(copy, runs.engine))
          .withMessageStartingWith(file + " is damaged or was changed: its SHA-256 begins with");
      Files.write(file, whole);
    }
    Files.write(copy.resolve("model.safetensors"), new byte[] {1}, StandardOpenOption.APPEND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.open(copy, runs.engine))
        .withMessageStartingWith(copy.resolve("model.safetensors") + " is damaged");
  }

  @Test
  void foldersOfTheWrongKindAreRefused() throws IOException {
    refused(
        runs.autoencoder,
        "%s holds a model of kind autoencoder where one of kind calm-energy is needed",
        runs.autoencoder);
    refused(
        folder.resolve("nothing"),
        "%s does not exist where a model folder is needed",
        folder.resolve("nothing"));
    refused(folder, "%s is not a whole model: provenance.json is missing in it", folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodecs.open(trained, runs.engine))
        .withMessage(
            "%s holds a model of kind calm-energy, which does not turn chunks of tokens into"
                + " vectors: give the folder of one of kind autoencoder",
            trained);
    // A folder inside that is empty.
    Path copy = copy();
    try (Stream<Path> files = Files.list(copy.resolve("autoencoder"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.open(copy, runs.engine))
        .withMessageContaining("is not a whole model: provenance.json is missing in it");
  }

  @Test
  void tokenizersBelongToTheModel() {
    CalmConfig config = runs.recipe(TinyRuns.DATA).model();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.requireFits(config, runs.codec, Tokenizers.of("bytes")))
        .withMessage("the model has 300 ids but its tokenizer bytes has 259");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.requireFits(config, runs.codec, Tokenizers.of("cl100k:300")))
        .withMessage(
            "the autoencoder was trained with another tokenizer than cl100k:300:"
                + " take the tokenizer of the autoencoder");
  }

  /** The keys of the published code, from which its tools make the same model. */
  @Test
  void theConfigurationHasThePublishedKeys() {
    ObjectNode json = Json.read(trained.resolve("config.json"), ObjectNode.class);
    assertThat(json.path("model_type").asText()).isEqualTo("energy");
    assertThat(json.path("ae_path").asText()).isEqualTo("autoencoder");
    assertThat(json.path("patch_size").intValue()).isEqualTo(4);
    assertThat(json.path("latent_size").intValue()).isEqualTo(8);
    assertThat(json.path("num_samples").intValue()).isEqualTo(4);
    assertThat(json.path("noise_size").intValue()).isEqualTo(8);
    assertThat(json.path("max_position_embeddings").intValue()).isEqualTo(64);
    assertThat(ConfigFile.read(json)).isEqualTo(runs.recipe(TinyRuns.DATA).model());
    json.remove("noise_size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigFile.read(json))
        .withMessage("config.json must have an integer noise_size, found none");
  }
}
