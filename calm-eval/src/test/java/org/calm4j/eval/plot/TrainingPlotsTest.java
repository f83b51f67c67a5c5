package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingPlotsTest {
  @TempDir Path folder;

  @Test
  void drawsARunOfAnAutoencoder() throws IOException {
    Path out = folder.resolve("made/plots");
    List<Path> images = TrainingPlots.write(metrics(SampleRun.lines(2600, 200, false)), out);
    assertThat(images)
        .containsExactly(
            out.resolve("loss.png"), out.resolve("accuracy.png"), out.resolve("rate.png"));
    for (Path image : images) {
      assertThat(Images.count(Images.png(image, 600), Palette.series(0))).isGreaterThan(500);
    }
    assertThat(files(out)).containsExactlyInAnyOrder("loss.png", "accuracy.png", "rate.png");
    BufferedImage loss = Images.png(out.resolve("loss.png"), 600);
    assertThat(Images.count(loss, Palette.series(1))).isGreaterThan(500);
    assertThat(Images.count(loss, Palette.series(2))).isZero();
  }

  @Test
  void drawsWhateverTermsAndMetricsThereAre() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int step = 1; step <= 100; step++) {
      lines.add(
          """
          {"kind":"step","step":%d,"loss":%s,"terms":{"up":%d,"down":-%d,"flat":0.0}}"""
              .formatted(step, 9.0 / step, step, step));
    }
    lines.add("{\"kind\":\"evaluation\",\"step\":100,\"metrics\":{\"brier_lm\":4.7}}");
    lines.add("{\"kind\":\"something later\"}");
    List<Path> images = TrainingPlots.write(metrics(lines), folder);
    assertThat(images)
        .containsExactly(folder.resolve("loss.png"), folder.resolve("evaluation.png"));
    Images.png(images.get(0), 360 + 2 * 240);
    Images.png(images.get(1), 600);
  }

  @Test
  void drawsPerfectAccuracyAndValuesThatAreNotFinite() throws IOException {
    List<String> lines = new ArrayList<>(SampleRun.lines(100, 20, true));
    lines.add(
        """
        {"kind":"step","step":101,"loss":"NaN","terms":{"kl":"Infinity"},"tokens_per_s":1}""");
    assertThat(TrainingPlots.write(metrics(lines), folder)).hasSize(3);
    assertThat(TrainingPlots.write(metrics(List.of(SampleRun.evaluation(1, 1, 1))), folder))
        .containsExactly(folder.resolve("accuracy.png"));
  }

  @Test
  void leavesOutALineThatIsBeingWritten() throws IOException {
    List<String> lines = SampleRun.lines(10, 5, false);
    Path file = metrics(lines);
    Files.writeString(file, Files.readString(file) + "{\"kind\":\"step\",\"st");
    assertThat(MetricsFile.read(file).losses().get("kl").size()).isEqualTo(10);
  }

  @Test
  void readsEveryNumber() throws IOException {
    Metrics metrics = MetricsFile.read(metrics(SampleRun.lines(40, 20, false)));
    assertThat(metrics.losses()).containsOnlyKeys("loss", "cross_entropy", "kl");
    assertThat(metrics.rates()).containsOnlyKeys("learning_rate", "gradient_norm", "tokens_per_s");
    assertThat(metrics.evaluations()).containsOnlyKeys("token_accuracy", "chunk_accuracy");
    assertThat(metrics.evaluations().get("token_accuracy").x()).containsExactly(20, 40);
    assertThat(metrics.rates().get("learning_rate").first()).isEqualTo(3e-5 * (1 - 0.95 / 40));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"kind\":\"step\",\"step\":2,\"lo      | is not valid JSON",
        "{\"step\":2}                            | kind is missing; is this a metrics.jsonl?",
        "{\"kind\":\"step\",\"loss\":1}          | step must be a whole number, got nothing",
        "{\"kind\":\"step\",\"step\":2}          | loss must be a number, got nothing",
        "{\"kind\":\"step\",\"step\":2,\"loss\":\"low\",\"terms\":{}} | loss must be a number, got \"low\"",
        "{\"kind\":\"step\",\"step\":2,\"loss\":1} | terms must be an object of numbers, got nothing",
        "{\"kind\":\"evaluation\",\"step\":2,\"metrics\":[1]} | metrics must be an object of numbers, got [1]",
        "7                                       | kind is missing; is this a metrics.jsonl?"
      })
  void namesADamagedLine(String line, String reason) throws IOException {
    List<String> lines = new ArrayList<>(SampleRun.lines(1, 1, false));
    lines.add(line);
    Path file = metrics(lines);
    assertThatThrownBy(() -> TrainingPlots.write(file, folder.resolve("out")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ", line 3")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesAFileWithNothingToDraw() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.jsonl"), "");
    assertThatThrownBy(() -> TrainingPlots.write(file, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file + " holds no finished step and no evaluation yet: train for longer, then plot");
    assertThatThrownBy(() -> TrainingPlots.write(folder.resolve("none.jsonl"), folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.jsonl")
        .hasMessageContaining("does not exist");
  }

  private Path metrics(List<String> lines) throws IOException {
    return SampleRun.write(folder.resolve("metrics.jsonl"), lines);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
