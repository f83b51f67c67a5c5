package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train-lm --input latent}, and what can be done with such a model. */
class LatentInputCommandTest {
  @TempDir private static Path shared;
  private static Path autoencoder;
  private static Path model;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    autoencoder = shared.resolve("autoencoder");
    model = shared.resolve("model");
    assertThat(new Session(TinyModel.training(autoencoder, "--steps", 20, "--warmup", 2)).status)
        .isZero();
    Session training =
        new Session(TinyModel.languageModel(autoencoder, model, "--input", "latent", "--steps", 3));
    assertThat(training.status).as(training.err()).isZero();
  }

  @Test
  void itIsShownAndUsedLikeAnyOther() {
    Session info = new Session("info", model, "--json");
    assertThat(info.status).isZero();
    assertThat(info.out())
        .contains("input                   latent")
        .contains("latent_proj.0.weight")
        .doesNotContain("embed_tokens");
    assertThat(info.json().path("configuration").path("input").asText()).isEqualTo("latent");
    Session text =
        new Session("generate", "--model", model, "--prompt", "Once", "--max-tokens", 12);
    assertThat(text.status).as(text.err()).isZero();
    Session eval =
        new Session("eval", "--model", model, "--in", "stories:0.002:3", "--context", 64, "--json");
    assertThat(eval.status).as(eval.err()).isZero();
    assertThat(eval.json().path("brier")).hasSize(4);
  }

  @Test
  void trainingGoesOnFromItsWeights() {
    Session tuned =
        new Session(
            "train-lm",
            "--init-from",
            model,
            "--out",
            folder.resolve("tuned"),
            "--train",
            "stories:0.05:1",
            "--valid",
            "stories:0.01:2",
            "--batch-texts",
            2,
            "--held-out-texts",
            4,
            "--text-chunks",
            15,
            "--steps",
            1);
    assertThat(tuned.status).as(tuned.err()).isZero();
    assertThat(new Session("info", folder.resolve("tuned")).out())
        .contains("input                   latent");
  }

  @Test
  void whatCannotBeDoneIsToldInOneSentence() {
    Session export = new Session("export", model, "--out", folder.resolve("published"));
    assertThat(export.status).isEqualTo(1);
    assertThat(export.messages())
        .singleElement()
        .asString()
        .contains("the published layout has no latent input");
    assertThat(folder.resolve("published")).doesNotExist();
    Session unknown =
        new Session(
            TinyModel.languageModel(
                autoencoder, folder.resolve("out"), "--input", "both", "--steps", 1));
    assertThat(unknown.status).isEqualTo(2);
    assertThat(unknown.messages())
        .singleElement()
        .asString()
        .contains("the input must be one of tokens, latent, got both");
  }
}
