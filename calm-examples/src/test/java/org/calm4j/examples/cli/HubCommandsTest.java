package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.FlowHeadConfig;
import org.calm4j.lm.HeadConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export}, {@code import}, {@code info} of both, and training from given weights. */
class HubCommandsTest {
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
    assertThat(new Session(TinyModel.languageModel(autoencoder, model, "--steps", 3)).status)
        .isZero();
  }

  private static String text(Path lm) {
    Session session =
        new Session(
            "generate", "--model", lm, "--prompt", "Once", "--temperature", 1, "--max-tokens", 12);
    assertThat(session.status).as(session.err()).isZero();
    return session.out();
  }

  @ParameterizedTest
  @CsvSource({"safetensors, 5GB", "pytorch, 5GB", "pytorch, 1MB"})
  void outAndInIsTheSameModel(String format, String shard) {
    Path published = folder.resolve("published");
    Session out =
        new Session(
            "export",
            model,
            "--out",
            published,
            "--format",
            format,
            "--max-shard-size",
            shard,
            "--json");
    assertThat(out.status).as(out.err()).isZero();
    assertThat(out.err()).contains("exporting: ");
    assertThat(out.out()).contains("published EnergyTransformer in " + published);
    assertThat(out.json().path("configuration").path("model_type").asText()).isEqualTo("energy");

    Session info = new Session("info", published, "--json");
    assertThat(info.status).isZero();
    assertThat(info.out())
        .contains("transformer.embed_tokens.weight")
        .contains("generative_head.noise_embd.weight")
        .contains("ae_model.decoder.lm_head_weight")
        .contains("tokenizer.json");
    Session inner = new Session("info", autoencoder, "--json");
    Session own = new Session("info", model, "--json");
    assertThat(info.json().path("parameters").longValue())
        .isEqualTo(
            own.json().path("parameters").longValue()
                + inner.json().path("parameters").longValue());

    Path again = folder.resolve("again");
    Session in = new Session("import", published, "--out", again, "--json");
    assertThat(in.status).as(in.err()).isZero();
    assertThat(in.err()).contains("importing: ");
    assertThat(in.json().path("kind").asText()).isEqualTo("calm-energy");
    assertThat(new Session("info", again).out()).contains("imported from           " + published);
    assertThat(text(again)).isEqualTo(text(model));
    Session eval =
        new Session("eval", "--model", again, "--in", "stories:0.002:3", "--context", 64, "--json");
    assertThat(eval.status).as(eval.err()).isZero();
    assertThat(eval.json().path("brier")).hasSize(4);
  }

  @Test
  void halvesAndTheAutoencoderAlone() {
    Path published = folder.resolve("published");
    Session out =
        new Session("export", autoencoder, "--out", published, "--dtype", "float16", "--json");
    assertThat(out.status).as(out.err()).isZero();
    assertThat(out.out()).contains("MB of F16");
    Path again = folder.resolve("again");
    assertThat(new Session("import", published, "--out", again).status).isZero();
    Session back =
        new Session("reconstruct", "--model", again, "--in", "stories:0.002:3", "--json");
    assertThat(back.status).as(back.err()).isZero();
  }

  @Test
  void trainingStartsFromGivenWeights() {
    Path tuned = folder.resolve("tuned");
    Object[] run = {
      "train-lm",
      "--init-from",
      model,
      "--out",
      tuned,
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
      1,
      "--lr",
      1e-12,
      "--warmup",
      0,
      "--weight-decay",
      0,
      "--evaluate-every",
      0
    };
    Session session = new Session(run);
    assertThat(session.status).as(session.err()).isZero();
    try (ModelDirectory before = ModelDirectory.open(model);
        ModelDirectory after = ModelDirectory.open(tuned)) {
      for (String name : before.weights().names()) {
        float[] expected = before.weights().floats(name);
        float[] actual = after.weights().floats(name);
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i]).as(name).isCloseTo(expected[i], within(1e-7f));
        }
      }
      assertThat(after.provenance().configuration().path("start").asText())
          .isEqualTo(ModelDirectory.weightsChecksum(model));
    }
    assertThat(text(tuned)).isNotEmpty();
  }

  /** What changes no shape may change, and the model says what it was trained with at last. */
  @Test
  void trainingGoesOnWithAnotherLoss() {
    Path tuned = folder.resolve("tuned");
    Session session =
        new Session(from(model, tuned, "--samples", 3, "--targets", 7, "--beta", 1.5));
    assertThat(session.status).as(session.err()).isZero();
    HeadConfig head = CalmModel.configOf(model).head();
    assertThat(head).isEqualTo(new EnergyHeadConfig(1, 4, 2, 3, 1));
    assertThat(CalmModel.configOf(tuned))
        .isEqualTo(CalmModel.configOf(model).withHead(new EnergyHeadConfig(1, 4, 3, 7, 1.5)));
    Session info = new Session("info", tuned, "--json");
    JsonNode recipe = info.json().path("provenance").path("configuration").path("recipe");
    assertThat(recipe.path("model").path("head").path("num_targets").asInt()).isEqualTo(7);

    Path flow = folder.resolve("flow");
    List<Object> options =
        new ArrayList<>(List.of(TinyModel.languageModel(autoencoder, flow, "--steps", 1)));
    for (String energy : List.of("--noise", "--targets")) {
      int at = options.indexOf(energy);
      options.subList(at, at + 2).clear();
    }
    options.addAll(List.of("--head", "flow"));
    assertThat(new Session(options.toArray()).status).isZero();
    Path further = folder.resolve("further");
    Session euler = new Session(from(flow, further, "--solver", "euler", "--sampling-steps", 5));
    assertThat(euler.status).as(euler.err()).isZero();
    assertThat(CalmModel.configOf(further).head())
        .isEqualTo(new FlowHeadConfig(1, 2, 5, FlowHeadConfig.Solver.EULER));
  }

  private static Object[] from(Path start, Path out, Object... more) {
    List<Object> all = new ArrayList<>(List.of("train-lm", "--init-from", start, "--out", out));
    all.addAll(List.of("--train", "stories:0.05:1", "--valid", "stories:0.01:2"));
    all.addAll(List.of("--batch-texts", 2, "--held-out-texts", 4, "--text-chunks", 15));
    all.addAll(List.of("--steps", 1));
    all.addAll(List.of(more));
    return all.toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "--head, flow, 'with --init-from the sizes are those of the model: leave --head out'",
    "--noise, 8, 'with --init-from the sizes are those of the model: leave --noise out'",
    "--input, latent, 'with --init-from the sizes are those of the model: leave --input out'",
    "--solver, euler, '--solver has no meaning for the energy head: leave it out'",
    "--samples, 1, 'num_samples must be at least 2, since the energy score'",
    "--beta, 2, 'beta, the exponent of the energy score, must be in (0, 2)'"
  })
  void whatCannotChangeInTraining(String option, String value, String message) {
    Path out = folder.resolve("out");
    Session session = new Session(from(model, out, option, value));
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages()).singleElement().asString().contains(message);
    assertThat(out).doesNotExist();
  }

  @Test
  void trainingFromWeightsThatDoNotBelong() {
    Path out = folder.resolve("out");
    Session sizes =
        new Session(TinyModel.languageModel(autoencoder, out, "--init-from", model, "--steps", 1));
    assertThat(sizes.status).isEqualTo(2);
    assertThat(sizes.messages())
        .singleElement()
        .asString()
        .contains("with --init-from the sizes are those of the model: leave --hidden out");
    Session nothing =
        new Session(
            "train-lm",
            "--out",
            out,
            "--train",
            "stories:0.05:1",
            "--valid",
            "stories:0.01:2",
            "--steps",
            1);
    assertThat(nothing.status).isEqualTo(2);
    assertThat(nothing.messages()).singleElement().asString().contains("--autoencoder is missing");
    Path other = folder.resolve("other");
    assertThat(
            new Session(TinyModel.training(other, "--steps", 2, "--warmup", 0, "--seed", 9)).status)
        .isZero();
    Session another =
        new Session(
            "train-lm",
            "--init-from",
            model,
            "--autoencoder",
            other,
            "--out",
            out,
            "--train",
            "stories:0.05:1",
            "--valid",
            "stories:0.01:2",
            "--text-chunks",
            15,
            "--steps",
            1);
    assertThat(another.status).isEqualTo(1);
    assertThat(another.messages())
        .anySatisfy(m -> assertThat(m).contains("another autoencoder than " + other));
    assertThat(Files.exists(out.resolve("model.safetensors"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--dtype, int8, '--dtype must be float32, float16 or bfloat16, got int8'",
    "--format, gguf, '--format must be safetensors or pytorch, got gguf'",
    "--max-shard-size, 5, '--max-shard-size must look like 500MB or 5GB, got 5'",
    "--max-shard-size, 0GB, 'a shard must take at least 1 byte, got 0'"
  })
  void wrongUsage(String option, String value, String message) {
    Session session = new Session("export", model, "--out", folder.resolve("out"), option, value);
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages()).singleElement().asString().contains(message);
  }

  @Test
  void whatCannotBeDoneIsToldInOneSentence() {
    Session none = new Session("import", folder.resolve("none"), "--out", folder.resolve("out"));
    assertThat(none.status).isEqualTo(1);
    assertThat(none.messages()).singleElement().asString().contains("does not exist");
    Session full = new Session("export", model, "--out", model);
    assertThat(full.status).isEqualTo(1);
    assertThat(full.messages()).singleElement().asString().contains("choose another folder");
    Session ours = new Session("info", folder);
    assertThat(ours.status).isEqualTo(1);
  }
}
