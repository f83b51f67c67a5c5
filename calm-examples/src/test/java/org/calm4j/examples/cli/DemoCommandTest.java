package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.calm4j.examples.demo.AutoencoderSettings;
import org.calm4j.examples.demo.BaselineSettings;
import org.calm4j.examples.demo.DemoSettings;
import org.calm4j.examples.demo.LanguageModelSettings;
import org.calm4j.examples.demo.ScoringSettings;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.EnergyHeadConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final DemoSettings TINY =
      new DemoSettings(
          0.02,
          0.1,
          300,
          List.of("storm"),
          3,
          0.05,
          0.02,
          new AutoencoderSettings(0.5, 4, 16, 8, 0.05, 1e-3, 0.5, 256, 3e-3, 2, 0.1, 10, 1000),
          new LanguageModelSettings(
              16,
              24,
              2,
              2,
              new EnergyHeadConfig(1, 4, 2, 3, 1),
              0.05,
              new CalmData(2, 15, 2, true),
              1e-3,
              2,
              0.1,
              10,
              "Once upon a time",
              List.of(1.0, 0.5),
              20,
              24),
          new BaselineSettings(16, 24, 2, 2, 0.05, new CalmData(2, 60, 2, true), 1e-3, 2, 0.1, 10),
          new ScoringSettings(3, 64, 2),
          List.of(0.5, 1.0));

  @TempDir private Path folder;

  @Test
  void trainsShowsAndDraws() {
    Path out = folder.resolve("demo");
    Session session =
        new Session(console -> new DemoCommand(console, TINY), "--out", out, "--json");

    assertThat(session.err()).doesNotContain("calm: ");
    assertThat(session.status).isZero();
    assertThat(session.json().path("token_accuracy").doubleValue()).isBetween(0.0, 1.0);
    assertThat(session.json().path("chunk_accuracy").doubleValue()).isBetween(0.0, 1.0);
    assertThat(session.json().path("seconds").doubleValue()).isPositive();
    assertThat(session.json().path("out").asText()).isEqualTo(out.toString());
    assertThat(session.out().lines().filter(line -> line.startsWith("  text    "))).hasSize(5);
    assertThat(session.out()).contains("vectors/s").contains("writes to").contains("seed");
    assertThat(out.resolve("autoencoder/model.safetensors")).exists();
    assertThat(out.resolve("language-model/model.safetensors")).exists();
    assertThat(out.resolve("language-model/autoencoder/model.safetensors")).exists();
    assertThat(session.out()).contains("at temperature 1,").contains("at temperature 1/2,");
    JsonNode model = session.json().path("language_model");
    assertThat(model.path("steps").longValue()).isPositive();
    assertThat(model.path("samples")).hasSize(2);
    assertThat(model.path("samples").get(0).path("text").asText()).startsWith("Once upon a time");
    assertThat(out.resolve("plots/language-model/loss.png")).isNotEmptyFile();
    assertThat(out.resolve("token-level/model.safetensors")).exists();
    for (String kind : List.of("calm", "ar")) {
      assertThat(session.json().path("brier_lm").path(kind).isNumber()).isTrue();
      JsonNode score = session.json().path("scores").path(kind);
      assertThat(score.path("documents").intValue()).isBetween(1, 3);
      assertThat(score.path("writing_tokens_per_s").doubleValue()).isPositive();
    }
    assertThat(session.out())
        .containsPattern("steps for 1,000 tokens +250 +1,000")
        .containsPattern("BrierLM +[0-9.]+ +[0-9.]+");
    assertThat(out.resolve("plots/evaluation/report.html")).isNotEmptyFile();
    for (String plot : List.of("loss", "accuracy", "by-position", "noise")) {
      assertThat(out.resolve("plots").resolve(plot + ".png")).isNotEmptyFile();
    }

    Session again = new Session("demo", "--out", out);
    assertThat(again.status).isEqualTo(1);
    assertThat(again.messages()).singleElement().asString().contains("is not empty");
  }

  @Test
  void takesTheNextFreeFolder() throws IOException {
    Path home = folder.resolve("runs");
    assertThat(DemoCommand.free(home)).isEqualTo(home.resolve("demo"));
    Files.createDirectories(home.resolve("demo"));
    assertThat(DemoCommand.free(home)).isEqualTo(home.resolve("demo"));
    Files.writeString(home.resolve("demo").resolve("x"), "x");
    Files.writeString(home.resolve("demo-2"), "a file");
    assertThat(DemoCommand.free(home)).isEqualTo(home.resolve("demo-3"));
  }
}
