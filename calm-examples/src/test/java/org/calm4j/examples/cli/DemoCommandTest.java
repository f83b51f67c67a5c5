package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.calm4j.examples.demo.DemoSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final DemoSettings TINY =
      new DemoSettings(
          0.01,
          0.1,
          "r50k:300",
          0.02,
          0.01,
          4,
          16,
          8,
          0.05,
          256,
          3e-3,
          2,
          0.1,
          10,
          1000,
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
