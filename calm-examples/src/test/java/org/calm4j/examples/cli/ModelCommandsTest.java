package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need a trained model. */
class ModelCommandsTest {
  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("model");
    Session session = new Session(TinyModel.training(model, "--steps", 5, "--warmup", 0));
    assertThat(session.status).isZero();
  }

  @Test
  void reconstructCountsWhatComesBack() {
    Session session =
        new Session(
            "reconstruct", "--model", model, "--in", "stories:0.01:3", "--noise", 0, 5, "--json");

    assertThat(session.status).isZero();
    assertThat(session.json().path("tokens").intValue()).isGreaterThan(1000);
    double accuracy = session.json().path("token_accuracy").doubleValue();
    assertThat(accuracy).isBetween(0.0, 1.0);
    assertThat(session.json().path("chunk_accuracy").doubleValue()).isBetween(0.0, accuracy);
    assertThat(session.json().path("by_position")).hasSize(4);
    assertThat(session.json().path("noise")).hasSize(2);
    assertThat(session.json().path("noise").path(0).path("token_accuracy").doubleValue())
        .isEqualTo(accuracy);
    assertThat(session.out()).contains("token accuracy").contains("  text    ");
  }

  @Test
  void reconstructReadsNoMoreThanTheLimit() {
    Session session =
        new Session(
            "reconstruct", "--model", model, "--in", "stories:0.01:3", "--limit", 42, "--json");
    assertThat(session.status).isZero();
    assertThat(session.json().path("tokens").intValue()).isEqualTo(40);
  }

  @Test
  void reconstructRefusesIdsOfAnotherTokenizer() {
    Path store = folder.resolve("bytes.tokens");
    assertThat(
            new Session(
                    "tokenize", "--in", "stories:0.001:1", "--tokenizer", "bytes", "--out", store)
                .status)
        .isZero();
    Session session = new Session("reconstruct", "--model", model, "--in", store);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages())
        .singleElement()
        .asString()
        .contains("bytes")
        .contains("r50k:300");
  }

  @Test
  void infoShowsSizesAndOrigin() {
    Session session = new Session("info", model, "--json");
    assertThat(session.status).isZero();
    assertThat(session.json().path("kind").asText()).isEqualTo("autoencoder");
    assertThat(session.json().path("parameters").longValue())
        .isEqualTo(session.json().path("weight_bytes").longValue() / 4);
    assertThat(session.json().path("configuration").path("hidden_size").intValue()).isEqualTo(16);
    assertThat(session.out())
        .contains("encoder.embed_tokens.weight")
        .contains("[300, 16]")
        .contains("r50k:300")
        .contains("stories:0.05:1");
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    for (String name : new String[] {"config.json", "tokenizer.json", "provenance.json"}) {
      Files.copy(model.resolve(name), damaged.resolve(name));
    }
    Session missing = new Session("info", damaged);
    assertThat(missing.status).isEqualTo(1);
    assertThat(missing.messages()).singleElement().asString().contains("model.safetensors");

    Files.copy(model.resolve("model.safetensors"), damaged.resolve("model.safetensors"));
    Files.write(damaged.resolve("model.safetensors"), new byte[] {1}, StandardOpenOption.APPEND);
    Session longer = new Session("reconstruct", "--model", damaged, "--in", "stories:0.001:1");
    assertThat(longer.status).isEqualTo(1);
    assertThat(longer.messages()).singleElement().asString().contains("model.safetensors");
    assertThat(longer.out()).isEmpty();
  }

  @Test
  void aModelThatIsNotThereIsRefused() {
    Session session = new Session("info", folder.resolve("nothing"));
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages()).singleElement().asString().contains("does not exist");
  }
}
