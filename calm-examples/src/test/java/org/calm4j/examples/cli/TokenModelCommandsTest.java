package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code train-ar}, and {@code generate} and {@code info} of what it makes. */
class TokenModelCommandsTest {
  private static final String PROMPT = "Once upon a time";

  @TempDir private static Path shared;
  private static Path model;
  private static Session training;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    model = shared.resolve("model");
    training = new Session(TinyModel.tokenModel(model, "--steps", 40, "--lr", 0.003, "--json"));
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
        .contains("token-level model of r50k:300")
        .contains("hidden size             16\n")
        .contains("seed                    1\n")
        .contains("writes to               " + model)
        .contains("trained: 40 steps, 4,800 tokens")
        .contains("best: held-out cross-entropy ")
        .contains(" nats per token, perplexity ");
    JsonNode json = training.json();
    assertThat(json.path("steps").intValue()).isEqualTo(40);
    assertThat(json.path("tokens").intValue()).isEqualTo(40 * 2 * 60);
    assertThat(json.path("seconds").doubleValue()).isPositive();
    assertThat(json.path("tokens_per_s").doubleValue()).isPositive();
    assertThat(json.path("final_loss").doubleValue()).isBetween(1.0, 6.0);
    assertThat(json.path("best").path("metric").asText()).isEqualTo("cross_entropy");
    assertThat(json.path("best").path("value").isNumber()).isTrue();
    assertThat(json.path("complete").booleanValue()).isTrue();
    assertThat(json.path("out").asText()).isEqualTo(model.toString());
    assertThat(model.resolve("plots")).isDirectoryContaining("glob:**.png");
  }

  @Test
  void trainingGoesOn() {
    Path out = folder.resolve("run");
    assertThat(new Session(TinyModel.tokenModel(out, "--steps", 3)).status).isZero();
    Session again = new Session(TinyModel.tokenModel(out, "--steps", 3));
    assertThat(again.status).isEqualTo(1);
    assertThat(again.messages()).singleElement().asString().contains("--resume");
    Session resumed = new Session(TinyModel.tokenModel(out, "--steps", 6, "--resume", "--json"));
    assertThat(resumed.status).isZero();
    assertThat(resumed.json().path("steps").intValue()).isEqualTo(6);
    Session other =
        new Session(TinyModel.tokenModel(out, "--steps", 7, "--resume", "--across-documents"));
    assertThat(other.status).isEqualTo(1);
    assertThat(other.messages()).singleElement().asString().contains("within_documents");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--heads 3: hidden_size must be a multiple of num_attention_heads, got 16 and 3",
        "--text-tokens 129: a text of 129 tokens does not fit the context of 128 positions",
        "--layers 0: num_hidden_layers must be at least 1, got 0",
        "--init 0: initializer_range must be above 0, got 0.0",
        "--lr 0: learning rate",
        "--tokenizer r50k=5: r50k",
        "--autoencoder DIR: --autoencoder"
      })
  void whatDoesNotFitIsWrongUsage(String line) {
    String[] parts = line.split("[ :]+", 3);
    Path out = folder.resolve("run");
    Session session = new Session(TinyModel.tokenModel(out, "--steps", 2, parts[0], parts[1]));
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages().get(session.messages().size() - 1))
        .contains(parts[2])
        .endsWith("; see calm train-ar --help");
    assertThat(session.out()).isEmpty();
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
    String text = json.path("text").asText();
    String last = session.out().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(session.out()).isEqualTo(PROMPT + text + "\n" + last + "\n");
    Session other = generate("--max-tokens", 20, "--temperature", 1, "--seed", 2);
    assertThat(other.out()).startsWith(PROMPT).isNotEqualTo(PROMPT + text + "\n");
  }

  /** Whatever a batch of candidates could not do. */
  @Test
  void everyTemperatureIsExact() {
    String plain = generate("--max-tokens", 12, "--temperature", 0.7).out();
    assertThat(plain).startsWith(PROMPT).isNotEqualTo(PROMPT + "\n");
    assertThat(generate("--max-tokens", 12, "--temperature", 0.7, "--exact").out())
        .isEqualTo(plain);
    String cold = generate("--max-tokens", 12, "--temperature", 0.0000001).out();
    Session greedy = generate("--max-tokens", 12, "--greedy");
    assertThat(greedy.status).isZero();
    assertThat(greedy.out()).isEqualTo(cold);
  }

  @Test
  void wrongUsageStaysWrong() {
    Session hot = generate("--temperature", 1.5);
    assertThat(hot.status).isEqualTo(2);
    assertThat(hot.messages())
        .containsExactly("calm: temperature must be in (0, 1], got 1.5; see calm generate --help");
    Session longer = generate("--max-tokens", 200);
    assertThat(longer.status).isEqualTo(1);
    assertThat(longer.out()).isEmpty();
    assertThat(longer.messages())
        .singleElement()
        .asString()
        .contains("do not fit the context of 128 tokens: shorten the prompt or generate at most");
  }

  @Test
  void infoShowsTheModel() {
    Session session = new Session("info", model, "--json");
    assertThat(session.status).isZero();
    assertThat(session.json().path("kind").asText()).isEqualTo("ar");
    assertThat(session.json().path("configuration").path("model_type").asText()).isEqualTo("llama");
    assertThat(session.out()).contains("lm_head.weight").contains("perplexity");
  }
}
