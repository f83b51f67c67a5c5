package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.model.ModelDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train-lm} and {@code generate}, from an autoencoder to a text. */
class LanguageModelCommandsTest {
  private static final String PROMPT = "Once upon a time, there was";

  @TempDir private static Path shared;
  private static Path autoencoder;
  private static Path model;
  private static Session training;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    autoencoder = shared.resolve("autoencoder");
    // Long enough for chunks to differ.
    Session first =
        new Session(TinyModel.training(autoencoder, "--steps", 150, "--lr", 0.003, "--warmup", 9));
    assertThat(first.status).isZero();
    model = shared.resolve("model");
    training =
        new Session(
            TinyModel.languageModel(autoencoder, model, "--steps", 60, "--lr", 0.003, "--json"));
  }

  private static Session generate(Object... more) {
    Object[] arguments = new Object[5 + more.length];
    arguments[0] = "generate";
    arguments[1] = "--model";
    arguments[2] = model;
    arguments[3] = "--prompt";
    arguments[4] = PROMPT;
    System.arraycopy(more, 0, arguments, 5, more.length);
    return new Session(arguments);
  }

  @Test
  void trainingTellsWhatItDoes() {
    assertThat(training.status).isZero();
    assertThat(training.out())
        .contains("language model over " + autoencoder)
        .contains("seed                    1\n")
        .contains("hidden size             16\n")
        .contains("60 steps\n")
        .contains("writes to               " + model)
        .contains("trained: 60 steps, 7,200 tokens")
        .contains("best: held-out energy loss");
    assertThat(training.messages())
        .containsExactly(
            "calm: a warm-up of 6 steps instead of 1000, since the run has only 60;"
                + " --warmup sets another");
    JsonNode json = training.json();
    assertThat(json.path("steps").intValue()).isEqualTo(60);
    assertThat(json.path("tokens").intValue()).isEqualTo(60 * 2 * 15 * 4);
    assertThat(json.path("seconds").doubleValue()).isPositive();
    assertThat(json.path("tokens_per_s").doubleValue()).isPositive();
    assertThat(json.path("final_loss").isNumber()).isTrue();
    assertThat(json.path("best").path("metric").asText()).isEqualTo("energy_loss");
    assertThat(json.path("best").path("value").isNumber()).isTrue();
    assertThat(json.path("complete").booleanValue()).isTrue();
    assertThat(json.path("out").asText()).isEqualTo(model.toString());
    assertThat(model.resolve("model.safetensors")).exists();
    assertThat(model.resolve("autoencoder/model.safetensors"))
        .hasSameBinaryContentAs(autoencoder.resolve("model.safetensors"));
    assertThat(model.resolve("plots")).isDirectoryContaining("glob:**.png");
  }

  @Test
  void trainingGoesOn() {
    Path out = folder.resolve("run");
    assertThat(new Session(TinyModel.languageModel(autoencoder, out, "--steps", 4)).status)
        .isZero();
    Session again = new Session(TinyModel.languageModel(autoencoder, out, "--steps", 4));
    assertThat(again.status).isEqualTo(1);
    assertThat(again.messages())
        .singleElement()
        .asString()
        .contains("holds another run")
        .contains("--resume");
    Session resumed =
        new Session(TinyModel.languageModel(autoencoder, out, "--steps", 8, "--resume", "--json"));
    assertThat(resumed.status).isZero();
    assertThat(resumed.err()).contains("resumed after step 4");
    assertThat(resumed.json().path("steps").intValue()).isEqualTo(8);
    Session other =
        new Session(
            TinyModel.languageModel(
                autoencoder, out, "--steps", 9, "--resume", "--across-documents"));
    assertThat(other.status).isEqualTo(1);
    assertThat(other.messages()).singleElement().asString().contains("within_documents");
  }

  @Test
  void trainingEndsByTheClock() {
    Path out = folder.resolve("run");
    Session session =
        new Session(
            TinyModel.languageModel(autoencoder, out, "--minutes", 0.002, "--warmup", 0, "--json"));
    assertThat(session.status).isZero();
    assertThat(session.json().path("steps").intValue()).isPositive();
  }

  @Test
  void anAutoencoderHasToBeThere() {
    Path out = folder.resolve("run");
    Path nowhere = folder.resolve("nowhere");
    Session missing = new Session(TinyModel.languageModel(nowhere, out, "--steps", 2));
    assertThat(missing.status).isEqualTo(1);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.messages())
        .containsExactly("calm: " + nowhere + " does not exist where a model folder is needed");
    Session wrong = new Session(TinyModel.languageModel(model, out, "--steps", 2));
    assertThat(wrong.status).isEqualTo(1);
    assertThat(wrong.messages())
        .singleElement()
        .asString()
        .contains("holds a model of kind calm-energy, which does not turn chunks");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--heads 3: hidden_size must be a multiple of num_attention_heads, got 16 and 3",
        "--kv-heads 3: num_attention_heads must be a multiple of num_key_value_heads, got 2 and 3",
        "--text-chunks 33: a text of 33 chunks does not fit the context of 32 positions",
        "--layers 0: num_hidden_layers must be at least 1, got 0",
        "--accumulate 0: accumulation must be at least 1",
        "--lr 0: learning rate"
      })
  void sizesThatDoNotFitAreWrongUsage(String line) {
    String[] parts = line.split("[ :]+", 3);
    Path out = folder.resolve("run");
    Session session =
        new Session(TinyModel.languageModel(autoencoder, out, "--steps", 2, parts[0], parts[1]));
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages().get(session.messages().size() - 1))
        .contains(parts[2])
        .endsWith("; see calm train-lm --help");
    assertThat(session.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void tooLittleTextFails() {
    Path out = folder.resolve("run");
    Session session =
        new Session(
            TinyModel.languageModel(
                autoencoder, out, "--steps", 2, "--positions", 9999, "--text-chunks", 9999));
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages().get(session.messages().size() - 1)).contains("too little");
    assertThat(out).doesNotExist();
  }

  @Test
  void theTextIsStreamedBehindThePrompt() {
    Session session = generate("--max-tokens", 20, "--temperature", 1, "--json");
    assertThat(session.status).isZero();
    JsonNode json = session.json();
    assertThat(json.path("tokens").intValue()).isBetween(1, 20);
    assertThat(json.path("tokens_per_s").doubleValue()).isPositive();
    assertThat(json.path("stop").asText()).isIn("stop_id", "length");
    assertThat(json.path("steps").intValue()).isPositive();
    assertThat(json.path("prompt_tokens").intValue()).isGreaterThan(5);
    String text = json.path("text").asText();
    assertThat(text).isNotEmpty();
    String last = session.out().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(session.out()).isEqualTo(PROMPT + text + "\n" + last + "\n");
    assertThat(session.messages()).singleElement().asString().contains(" tokens/s, ");

    Session plain = generate("--max-tokens", 20, "--temperature", 1);
    assertThat(plain.out()).isEqualTo(PROMPT + text + "\n");
    Session other = generate("--max-tokens", 20, "--temperature", 1, "--seed", 2);
    assertThat(other.status).isZero();
    assertThat(other.out()).startsWith(PROMPT).isNotEqualTo(plain.out());
  }

  @Test
  void everyWayOfSamplingWorks() {
    assertThat(generate("--max-tokens", 6, "--candidates", 20).status).isZero();
    assertThat(generate("--max-tokens", 6, "--temperature", 0.333333).status).isZero();
    assertThat(generate("--max-tokens", 6, "--temperature", 1, "--exact").status).isZero();
    for (String how : new String[] {"match", "left-padding", "right-padding"}) {
      Session session = generate("--max-tokens", 6, "--align", how, "--json");
      assertThat(session.status).isZero();
      assertThat(session.json().path("tokens").intValue()).isBetween(0, 6);
    }
  }

  @Test
  void aPromptThatIsTooLongFailsBeforeAnythingIsPrinted() {
    Session session =
        new Session("generate", "--model", model, "--prompt", "x".repeat(600), "--max-tokens", 4);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.out()).isEmpty();
    assertThat(session.messages())
        .singleElement()
        .asString()
        .contains("does not fit the context of 128 tokens (32 positions of 4)");
    Session longer = generate("--max-tokens", 200);
    assertThat(longer.status).isEqualTo(1);
    assertThat(longer.out()).isEmpty();
    assertThat(longer.messages()).singleElement().asString().contains("or generate at most");
  }

  @Test
  void modelsThatCannotGenerateAreRefused() throws IOException {
    Session wrong =
        new Session("generate", "--model", autoencoder, "--prompt", PROMPT, "--max-tokens", 4);
    assertThat(wrong.status).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.messages())
        .containsExactly(
            "calm: "
                + autoencoder
                + " holds a model of kind autoencoder where one of kind calm-energy is needed");
    Path halved = folder.resolve("halved");
    ModelDirectory.copy(model, halved);
    Session without = new Session("generate", "--model", halved, "--prompt", PROMPT);
    assertThat(without.status).isEqualTo(1);
    assertThat(without.messages()).singleElement().asString().contains("has no autoencoder");
    Files.writeString(halved.resolve("config.json"), "{}");
    Session damaged = new Session("generate", "--model", halved, "--prompt", PROMPT);
    assertThat(damaged.status).isEqualTo(1);
    assertThat(damaged.messages()).singleElement().asString().contains("config.json is damaged");
  }

  @Test
  void infoShowsTheModel() {
    Session session = new Session("info", model, "--json");
    assertThat(session.status).isZero();
    assertThat(session.json().path("kind").asText()).isEqualTo("calm-energy");
    assertThat(session.json().path("configuration").path("hidden_size").intValue()).isEqualTo(16);
    assertThat(session.out()).contains("transformer.layers.1.self_attn.q_proj.weight");
    Session reconstruct = new Session("reconstruct", "--model", model, "--in", "stories:0.01:3");
    assertThat(reconstruct.status).isEqualTo(1);
    assertThat(reconstruct.messages()).singleElement().asString().contains("calm-energy");
  }

  @Test
  void helpNamesEverything() {
    assertThat(new Session("generate", "--help").out())
        .contains("--temperature", "--exact", "--max-tokens", "--seed", "--align");
    assertThat(new Session("train-lm", "--help").out())
        .contains("--autoencoder", "--head", "--resume", "--minutes");
  }
}
