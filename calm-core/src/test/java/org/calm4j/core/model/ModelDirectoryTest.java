package org.calm4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.Json;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class ModelDirectoryTest {
  record Config(int hiddenSize, double dropout) {}

  private static final Tokenizer TOKENIZER = Tokenizers.of("bytes");

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("model");
  }

  private static Provenance provenance(String kind, long steps) {
    JsonNode configuration = Json.mapper().valueToTree(Map.of("steps", steps));
    return Provenance.of(
            kind,
            configuration,
            new DataIdentity(List.of("stories:4:7"), "abc", 10, 1000),
            TokenizerIdentity.of(TOKENIZER),
            new RunSummary(
                7, steps, 4096 * steps, 1.5, "2026-01-31T12:00:00Z", "2026-01-31T12:01:30Z"))
        .withMetrics(Map.of("token_accuracy", 0.999));
  }

  private static void save(Path folder, String kind, int steps) {
    ModelDirectory.save(
        folder,
        new Config(steps, 0.15),
        Map.of("w", Nd4j.createFromArray((float) steps, 2f)),
        TOKENIZER,
        provenance(kind, steps));
  }

  private void assertHolds(int steps) throws IOException {
    try (ModelDirectory model = ModelDirectory.open(folder(), "autoencoder")) {
      assertThat(model.configuration(Config.class)).isEqualTo(new Config(steps, 0.15));
      assertThat(model.configuration().get("hidden_size").intValue()).isEqualTo(steps);
      assertThat(model.weights().floats("w")).containsExactly(steps, 2);
      assertThat(model.tokenizer().identity()).isEqualTo(TOKENIZER.identity());
      assertThat(model.provenance().run().steps()).isEqualTo(steps);
    }
    assertThat(names()).doesNotContain(".saving").noneMatch(name -> name.endsWith(".tmp"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ModelDirectory.open(folder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder().toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void savedModelOpens() throws IOException {
    save(folder(), "autoencoder", 1);
    assertHolds(1);
    assertThat(names())
        .containsExactly("config.json", "model.safetensors", "provenance.json", "tokenizer.json");
    try (ModelDirectory model = ModelDirectory.open(folder())) {
      Provenance read = model.provenance();
      assertThat(read.withFiles(Map.of())).isEqualTo(provenance("autoencoder", 1));
      assertThat(read.files())
          .containsEntry("config.json", Checksums.sha256(folder().resolve("config.json")))
          .hasSize(3);
    }
    assertThat(Files.readString(folder().resolve("provenance.json")))
        .contains("\"library_version\"", "\"tokens_seen\"", "\"content_hash\"");
  }

  @Test
  void savingReplacesTheModelAndKeepsOtherFiles() throws IOException {
    save(folder(), "autoencoder", 1);
    Files.writeString(folder().resolve("metrics.jsonl"), "{}");
    save(folder(), "autoencoder", 2);
    assertHolds(2);
    assertThat(names()).contains("metrics.jsonl").hasSize(5);
  }

  @Test
  void failedSaveLeavesTheOldModel() throws IOException {
    save(folder(), "autoencoder", 1);
    assertThatThrownBy(
            () ->
                ModelDirectory.save(
                    folder(),
                    new Config(2, 0),
                    Map.of("w", Nd4j.create("text")),
                    TOKENIZER,
                    provenance("autoencoder", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor w has the type UTF8");
    assertHolds(1);
  }

  /** Killed before the new provenance is in place: the old model. After: the new one. */
  @Test
  void killedSaveLeavesOneModelOrTheOther() throws IOException {
    Path next = temporary.resolve("next");
    save(next, "autoencoder", 2);
    save(folder(), "autoencoder", 1);
    Path staging = folder().resolve(".saving");
    Files.move(next, staging);
    try (ModelDirectory model = ModelDirectory.open(folder())) {
      assertThat(model.provenance().run().steps()).isEqualTo(1);
    }
    move(staging, "provenance.json");
    move(staging, "config.json");
    assertHolds(2);
  }

  @Test
  void leftoverOfAKilledSaveDoesNotDisturbTheNext() throws IOException {
    save(folder(), "autoencoder", 1);
    Files.createDirectory(folder().resolve(".saving"));
    Files.writeString(folder().resolve(".saving/provenance.json"), "half");
    save(folder(), "autoencoder", 2);
    assertHolds(2);
  }

  private void move(Path staging, String name) throws IOException {
    Files.move(staging.resolve(name), folder().resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void missingChangedAndMixedFilesAreNamed(String name) throws IOException {
    save(folder(), "autoencoder", 1);
    byte[] good = Files.readAllBytes(folder().resolve(name));
    Files.write(folder().resolve(name), Arrays.copyOf(good, good.length - 1));
    assertRefused(name + " is damaged or was changed");
    Files.delete(folder().resolve(name));
    assertRefused(" is not a whole model: " + name + " is missing in it");
  }

  @Test
  void damagedProvenanceIsNamed() throws IOException {
    save(folder(), "autoencoder", 1);
    Path file = folder().resolve("provenance.json");
    String good = Files.readString(file);
    Files.writeString(file, good.substring(0, 40));
    assertRefused("provenance.json is not valid JSON at line");
    Files.writeString(file, good.replace("\"stories:4:7\"", "null"));
    assertRefused("provenance.json, field data holds null where a value is needed");
    Files.writeString(file, good.replace("\"documents\" : 10", "\"documents\" : -1"));
    assertRefused("provenance.json, field data: documents and tokens must not be negative");
    Files.writeString(file, good.replace("2026-01-31T12:00:00Z", "noon"));
    assertRefused("times must look like 2026-01-31T12:00:00Z, got noon");
    Files.writeString(file, good.replace("\"config.json\" :", "\"other.json\" :"));
    assertRefused("it has no checksum of config.json");
    Files.writeString(file, good.replace(TOKENIZER.identity(), "0".repeat(64)));
    assertRefused(
        "was trained with the tokenizer bytes (000000000000), which does not match bytes");
    Files.writeString(file, good.replaceFirst("\\{", "{\"from_the_future\" : 1,"));
    assertHolds(1);
    Files.delete(file);
    assertRefused("provenance.json is missing in it");
  }

  @Test
  void foreignContentIsNotOverwritten() throws IOException {
    Files.writeString(folder(), "a file");
    assertRefused(" is a file where a model folder is needed");
    assertThatThrownBy(() -> save(folder(), "autoencoder", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" is a file where a folder for a model is needed");
    Files.delete(folder());
    assertRefused(" does not exist where a model folder is needed");

    Files.createDirectory(folder());
    Files.writeString(folder().resolve("config.json"), "{}");
    assertThatThrownBy(() -> save(folder(), "autoencoder", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds a config.json but no provenance.json");
    assertThat(names()).containsExactly("config.json");
    Files.delete(folder().resolve("config.json"));

    save(folder(), "autoencoder", 1);
    assertThatThrownBy(() -> save(folder(), "language-model", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "holds a model of kind autoencoder, which one of kind language-model");
    assertThatThrownBy(() -> ModelDirectory.open(folder(), "language-model"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder()
                + " holds a model of kind autoencoder where one of kind language-model is needed");
    assertHolds(1);
  }

  @Test
  void unwritablePlaceIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> save(file.resolve("model"), "autoencoder", 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("model") + ": ");
  }

  @Test
  void foreignTokenizerIsRefusedWhenSaving() {
    Provenance other =
        Provenance.of(
            "autoencoder",
            Json.mapper().createObjectNode(),
            new DataIdentity(List.of(), "", 0, 0),
            new TokenizerIdentity("r50k:4096", "f".repeat(64)),
            provenance("autoencoder", 1).run());
    assertThatThrownBy(() -> ModelDirectory.save(folder(), Map.of(), Map.of(), TOKENIZER, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was trained with the tokenizer r50k:4096 (ffffffffffff)");
    assertThat(folder()).doesNotExist();
  }
}
