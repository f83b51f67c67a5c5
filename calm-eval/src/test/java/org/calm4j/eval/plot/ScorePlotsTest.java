package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.calm4j.eval.bootstrap.Estimate;
import org.calm4j.eval.bootstrap.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorePlotsTest {
  private static final List<String> NAMES =
      List.of("Brier-1", "Brier-2", "Brier-3", "Brier-4", "BrierLM");

  @TempDir Path folder;

  @Test
  void everyModelHasItsMarks() throws IOException {
    Map<String, List<Estimate>> models = new LinkedHashMap<>();
    models.put("CALM, K = 4", estimates(0.08, 22, 8.1, 3.9, 2.1, 6.2));
    models.put("CALM, K = 2", estimates(0.05, 24, 9.3, 4.5, 2.6, 7.1));
    models.put("AR baseline", estimates(0.03, 26, 10.2, 5.6, 3.4, 8.4));
    BufferedImage image = sideBySide("logarithmic.png", models);
    for (int i = 0; i < 3; i++) {
      assertThat(Images.count(image, Palette.series(i))).isGreaterThan(250);
    }
    assertThat(Images.count(image, Palette.series(3))).isZero();
  }

  @Test
  void intervalsShowWhereTheyAreKnown() throws IOException {
    List<Estimate> with = estimates(0.2, 8, 6, 5, 4, 5.5);
    List<Estimate> without =
        with.stream().map(one -> new Estimate(one.value(), Interval.NONE)).toList();
    long marked = Images.count(sideBySide("with.png", Map.of("a", with)), Palette.series(0));
    long bare = Images.count(sideBySide("without.png", Map.of("a", without)), Palette.series(0));
    assertThat(marked).isGreaterThan(bare + 200);
  }

  @Test
  void negativeScoresAndManyModelsFit() throws IOException {
    Map<String, List<Estimate>> models = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      models.put("model number " + i, estimates(0.3, 8 - i, 2, 0.5, -0.2, 0));
    }
    sideBySide("negative.png", models);
  }

  @Test
  void computeGetsALogarithmicAxis() throws IOException {
    Map<String, List<ComputePoint>> families = new LinkedHashMap<>();
    families.put(
        "CALM",
        List.of(point(6.6e20, 8.53), point(1.0e20, 5.72), point(2.4e20, 6.58), point(3e19, 3.1)));
    families.put(
        "Transformer", List.of(point(1.5e20, 6.05), point(3.6e20, 7.07), point(9.5e20, 8.98)));
    BufferedImage image = againstCompute("compute.png", families);
    assertThat(Images.count(image, Palette.series(0))).isGreaterThan(400);
    assertThat(Images.count(image, Palette.series(1))).isGreaterThan(400);
    BufferedImage with = againstCompute("one.png", Map.of("CALM", List.of(point(4e15, 2))));
    ComputePoint bare = new ComputePoint(4e15, new Estimate(2, Interval.NONE));
    BufferedImage without = againstCompute("bare.png", Map.of("CALM", List.of(bare)));
    assertThat(Images.count(with, Palette.series(0)))
        .isGreaterThan(Images.count(without, Palette.series(0)) + 200);
  }

  @Test
  void learningCurvesOfSeveralRuns() throws IOException {
    Path first = SampleRun.write(folder.resolve("a.jsonl"), SampleRun.lines(400, 50, false));
    Path second = SampleRun.write(folder.resolve("b.jsonl"), SampleRun.lines(250, 50, true));
    Map<String, Path> runs = new LinkedHashMap<>();
    runs.put("K = 4", first);
    runs.put("K = 2", second);
    for (String metric : List.of("loss", "token_accuracy")) {
      Path png = folder.resolve(metric + ".png");
      LearningCurves.write(png, metric, runs);
      BufferedImage image = Images.png(png, 600);
      assertThat(Images.count(image, Palette.series(0))).isGreaterThan(400);
      assertThat(Images.count(image, Palette.series(1))).isGreaterThan(300);
    }
    assertThatThrownBy(() -> LearningCurves.write(folder.resolve("x.png"), "brier_lm", runs))
        .hasMessageContaining("a.jsonl has no values of brier_lm: choose among [loss, ");
    assertThatThrownBy(() -> LearningCurves.write(folder.resolve("x.png"), "loss", Map.of()))
        .hasMessageContaining("got none");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    Path png = folder.resolve("x.png");
    assertThatThrownBy(
            () -> ScorePlots.sideBySide(png, "", "", NAMES, Map.of("a", estimates(0.1, 1, 2))))
        .hasMessage("a has 2 scores where the plot has 5");
    assertThatThrownBy(() -> ScorePlots.sideBySide(png, "", "", NAMES, Map.of()))
        .hasMessageContaining("got 5 and 0");
    assertThatThrownBy(
            () ->
                ScorePlots.sideBySide(
                    png, "", "", List.of("a"), Map.of("b", estimates(0.1, Double.NaN))))
        .hasMessageContaining("b has NaN");
    assertThatThrownBy(() -> ScorePlots.againstCompute(png, "", "", Map.of("a", List.of())))
        .hasMessageContaining("at least one point");
    assertThatThrownBy(() -> point(0, 1)).hasMessageContaining("positive, got 0.0");
    assertThatThrownBy(() -> point(1, Double.NaN)).hasMessageContaining("finite");
  }

  private BufferedImage sideBySide(String name, Map<String, List<Estimate>> models)
      throws IOException {
    Path png = folder.resolve(name);
    ScorePlots.sideBySide(png, "Brier-n and BrierLM", "score (%)", NAMES, models);
    return Images.png(png, 600);
  }

  private BufferedImage againstCompute(String name, Map<String, List<ComputePoint>> families)
      throws IOException {
    Path png = folder.resolve(name);
    ScorePlots.againstCompute(png, "BrierLM against training compute", "BrierLM", families);
    return Images.png(png, 600);
  }

  private static ComputePoint point(double flops, double score) {
    return new ComputePoint(flops, estimates(0.05, score).get(0));
  }

  private static List<Estimate> estimates(double spread, double... values) {
    return DoubleStream.of(values)
        .mapToObj(
            v ->
                new Estimate(
                    v,
                    Double.isNaN(v)
                        ? Interval.NONE
                        : new Interval(v - spread * Math.abs(v), v + spread * Math.abs(v))))
        .toList();
  }
}
