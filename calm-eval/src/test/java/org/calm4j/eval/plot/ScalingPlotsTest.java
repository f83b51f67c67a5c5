package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingPlotsTest {
  @TempDir Path folder;

  /** Times that double as often as the arithmetic, times a power. */
  private static ScalingCurve curve(String name, double first, double power) {
    TreeMap<Long, Double> times = new TreeMap<>();
    TreeMap<Long, Double> arithmetic = new TreeMap<>();
    for (long size = 64; size <= 1024; size *= 2) {
      times.put(size, first * Math.pow(size / 64.0, power));
      arithmetic.put(size, 1e8 * size);
    }
    return new ScalingCurve(name, times, arithmetic);
  }

  @Test
  void everyModelHasAChart() throws IOException {
    Map<String, List<ScalingCurve>> models = new LinkedHashMap<>();
    models.put("a", List.of(curve("1 thread", 20, 0.9), curve("2 threads", 12, 0.8)));
    models.put("b", List.of(curve("1 thread", 40, 1.3), curve("2 threads", 25, 1.3)));
    Path png = folder.resolve("scaling.png");
    ScalingPlots.againstSize(png, "tokens of a text", models);
    BufferedImage image = Images.png(png, 460);
    assertThat(Images.count(image, Palette.series(0))).isGreaterThan(500);
    assertThat(Images.count(image, Palette.series(1))).isGreaterThan(500);
    assertThat(Images.count(image, Palette.series(2))).isZero();
  }

  @Test
  void theDashedLineBeginsAtTheFirstTimeAndGrowsAsTheArithmetic() {
    assertThat(curve("", 20, 2).proportional().y()).containsExactly(20, 40, 80, 160, 320);
  }

  @Test
  void refusesWhatALogarithmicAxisCannotShow() {
    TreeMap<Long, Double> two = new TreeMap<>(Map.of(1L, 2.0, 2L, 3.0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScalingCurve("", two, new TreeMap<>(Map.of(1L, 2.0))))
        .withMessage("a curve needs times and arithmetic of the same sizes, got [1, 2] and [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScalingCurve("", two, new TreeMap<>(Map.of(1L, 0.0, 2L, 3.0))))
        .withMessage("arithmetic on a logarithmic axis must be positive, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScalingPlots.againstSize(folder.resolve("x.png"), "x", Map.of()))
        .withMessageContaining("needs a model");
  }
}
