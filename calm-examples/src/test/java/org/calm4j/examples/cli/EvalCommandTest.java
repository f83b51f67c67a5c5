package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {
  @TempDir private static Path shared;
  private static Path autoencoder;
  private static Path calm;
  private static Path ar;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    autoencoder = shared.resolve("autoencoder");
    calm = shared.resolve("calm");
    ar = shared.resolve("ar");
    new Session(TinyModel.training(autoencoder, "--steps", 4));
    new Session(TinyModel.languageModel(autoencoder, calm, "--steps", 4));
    new Session(TinyModel.tokenModel(ar, "--steps", 40, "--lr", 0.003));
  }

  private static Session eval(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("eval", "--in", "stories:0.01:2"));
    arguments.addAll(List.of(options));
    return new Session(arguments.toArray());
  }

  @Test
  void scoresAModel() {
    Session session = eval("--model", ar, "--texts", 3, "--seed", 7, "--json");
    assertThat(session.status).isZero();
    JsonNode json = session.json();
    assertThat(json.path("brier")).hasSize(4);
    assertThat(json.path("brier").get(0).doubleValue()).isPositive();
    assertThat(json.path("brier_lm").isNumber()).isTrue();
    assertThat(json.path("low").doubleValue()).isLessThanOrEqualTo(json.path("high").doubleValue());
    assertThat(json.path("confidence").doubleValue()).isEqualTo(0.95);
    assertThat(json.path("context_tokens").intValue()).isEqualTo(128);
    assertThat(json.path("positions").intValue()).isGreaterThan(100);
    assertThat(json.path("samples").intValue()).isEqualTo(8);
    assertThat(json.path("seed").intValue()).isEqualTo(7);
    assertThat(session.out()).contains("BrierLM").contains("all pairs of 8 samples");
    assertThat(eval("--model", ar, "--texts", 3, "--seed", 7, "--json").out())
        .isEqualTo(session.out());
  }

  @Test
  void comparesModelsOnTheSameTextAndWritesAReport() {
    Path report = folder.resolve("report");
    Session session =
        eval("--model", ar, "--compare", calm, "--context", 64, "--report", report, "--json");
    assertThat(session.status).isZero();
    JsonNode json = session.json();
    assertThat(json.path("context_tokens").intValue()).isEqualTo(64);
    assertThat(json.path("compared")).hasSize(1);
    JsonNode other = json.path("compared").get(0);
    assertThat(other.path("model").asText()).isEqualTo(calm.toString());
    assertThat(other.path("chunk_size").intValue()).isEqualTo(4);
    assertThat(other.path("context_tokens").intValue()).isEqualTo(64);
    double difference = other.path("comparison").path("difference").doubleValue();
    assertThat(difference)
        .isEqualTo(other.path("brier_lm").doubleValue() - json.path("brier_lm").doubleValue());
    assertThat(session.out()).contains(calm + " - " + ar + ": ").contains("95 % interval [");
    assertThat(report.resolve("report.html"))
        .content()
        .contains("Training compute")
        .contains("Against the step: energy loss")
        .contains("Against the step: cross entropy");
    assertThat(report.resolve("compute.png")).isNotEmptyFile();
  }

  @Test
  void thePublishedEstimatorTakesTwoDraws() {
    Session session = eval("--model", calm, "--published", "--texts", 2, "--json");
    assertThat(session.status).isZero();
    assertThat(session.json().path("samples").intValue()).isEqualTo(2);
    assertThat(session.json().path("estimator").asText()).isEqualTo("published");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--samples|1|samples",
        "--context|0|--context must be at least 1, got 0",
        "--texts|0|texts to read must be at least 1, got 0",
        "--confidence|1.5|1.5",
        "--replicates|-1|-1",
      })
  void refusesWrongOptions(String option, String value, String sentence) {
    Session session = eval("--model", ar, option, value);
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages()).singleElement().asString().contains(sentence);
  }

  @Test
  void refusesWhatCannotBeScored() {
    Session none = eval("--model", folder.resolve("none"));
    assertThat(none.status).isEqualTo(1);
    assertThat(none.messages()).singleElement().asString().contains("none");
    Session codec = eval("--model", autoencoder);
    assertThat(codec.status).isEqualTo(1);
    assertThat(codec.messages()).singleElement().asString().contains("autoencoder");
    Session odd = eval("--model", calm, "--context", 30);
    assertThat(odd.status).isEqualTo(1);
    assertThat(odd.messages())
        .singleElement()
        .asString()
        .contains("a context of 30 tokens does not fit the models: take a multiple of 4 up to 128");
    Session both = eval("--model", ar, "--published", "--samples", 4);
    assertThat(both.status).isEqualTo(2);
    assertThat(both.messages()).singleElement().asString().contains("--samples 4");
    Session twice = eval("--model", ar, "--compare", ar);
    assertThat(twice.status).isEqualTo(2);
    assertThat(twice.messages()).singleElement().asString().contains("twice");
  }
}
