package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.examples.bench.BenchSizes;
import org.calm4j.examples.bench.LmBenchSizes;
import org.calm4j.lm.EnergyHeadConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final BenchSizes TINY =
      new BenchSizes(
          300,
          16,
          8,
          256,
          512,
          new LmBenchSizes(
              16, 24, 2, 2, new EnergyHeadConfig(1, 4, 2, 3, 1), 2, 64, 8, 16, 8, 16, 12));

  @TempDir private Path folder;

  @Test
  void measuresEveryCase() {
    Session session =
        new Session(
            console -> new BenchCommand(console, TINY, TINY),
            "--runs",
            1,
            "--text",
            "stories:0.01:1",
            "--report",
            "--json");

    assertThat(session.err()).doesNotContain("calm: internal");
    assertThat(session.status).isZero();
    JsonNode cases = session.json().path("cases");
    assertThat(cases.findValuesAsText("name"))
        .containsExactly(
            "gemm 2048x512x8192",
            "gemm 1024x1024x1024",
            "ae_train",
            "ae_reconstruct",
            "lm_train",
            "lm_generate",
            "lm_generate_t05",
            "ar_train",
            "ar_generate",
            "brier_ar",
            "brier_ar_full",
            "brier_k1",
            "brier_k1_full");
    for (JsonNode result : cases) {
      assertThat(result.path("median_ms").doubleValue()).isPositive();
      assertThat(result.path("min_ms").doubleValue()).isPositive();
      String name = result.path("name").asText();
      if (!name.contains("_generate") && !name.startsWith("brier")) {
        assertThat(result.path("percent_of_gemm").doubleValue()).isPositive();
      }
      assertThat(result.has("peak_mib")).isTrue();
      assertThat(result.path("tokens_per_s").isNull())
          .isEqualTo(result.path("name").asText().startsWith("gemm"));
      assertThat(result.has("ratio")).isFalse();
    }
    assertThat(session.out()).contains("tied_argmax").contains("arena");
  }

  /** Sizes from a quarter on must be sizes. */
  private static final BenchSizes MIDDLE =
      new BenchSizes(
          2048,
          16,
          8,
          256,
          8,
          new LmBenchSizes(
              16, 24, 1, 2, new EnergyHeadConfig(1, 4, 2, 3, 1), 4, 64, 8, 8, 8, 8, 8));

  @Test
  void timesStepsAgainstSizes() {
    Session session =
        new Session(
            console -> new BenchCommand(console, TINY, MIDDLE),
            "--scaling",
            folder.resolve("plots"),
            "--runs",
            1,
            "--threads",
            2,
            "--text",
            "stories:0.1:1",
            "--json");

    assertThat(session.status).as(session.err()).isZero();
    JsonNode points = session.json().path("scaling");
    // Three axes of five sizes with one and with two threads; an autoencoder knows no length.
    assertThat(points).hasSize((3 + 2 + 3) * 5 * 2);
    for (JsonNode point : points) {
      assertThat(point.path("median_ms").doubleValue()).isPositive();
      assertThat(point.path("gflop").doubleValue()).isPositive();
    }
    assertThat(points.get(0).path("value").intValue()).isEqualTo(1);
    assertThat(points.get(4).path("value").intValue()).isEqualTo(16);
    double least = points.get(0).path("gflop").doubleValue();
    assertThat(points.get(4).path("gflop").doubleValue()).isGreaterThan(8 * least);
    for (String axis : new String[] {"batch", "length", "vocabulary"}) {
      assertThat(folder.resolve("plots/scaling-" + axis + ".png")).isNotEmptyFile();
    }
    assertThat(session.out()).contains("GFLOP/s", "token-level model", "2 threads");
  }

  @Test
  void refusesToScaleWhatHasNoSizes() {
    Session cases = new Session("bench", "gemm", "--scaling", folder);
    assertThat(cases.status).isEqualTo(2);
    assertThat(cases.err())
        .contains("gemm cannot be scaled: the cases that can are ae_train, lm_train, ar_train");
    Session axes = new Session("bench", "--scaling", folder, "--axis", "depth");
    assertThat(axes.status).isEqualTo(2);
    assertThat(axes.err())
        .contains("there is no axis depth, the axes are [batch, length, vocabulary]");
  }

  @Test
  void refusesAVocabularyThatIsTooSmallOrIgnored() {
    Session small = new Session("bench", "gemm", "--vocabulary", 10);
    assertThat(small.status).isEqualTo(2);
    assertThat(small.err()).contains("--vocabulary must be at least 260, got 10");
    Session ignored = new Session("bench", "--scaling", folder, "--vocabulary", 9000);
    assertThat(ignored.status).isEqualTo(2);
    assertThat(ignored.err()).contains("--scaling varies the vocabulary itself");
  }

  @Test
  void refusesTokensThatAreTooFew() throws IOException {
    Path ids = Files.write(folder.resolve("few.ids"), new byte[40]);
    Session session =
        new Session(console -> new BenchCommand(console, TINY, TINY), "gemm", "--tokens", ids);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages())
        .singleElement()
        .asString()
        .contains("few.ids must hold at least 512 ids");
  }

  @Test
  void refusesAFolderWithoutPeer() {
    Session session = new Session("bench", "gemm", "--peer", folder);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages()).singleElement().asString().contains("bench_torch.py");
  }
}
