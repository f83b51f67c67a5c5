package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructionPlotsTest {
  @TempDir Path folder;

  @Test
  void barsGrowWithErrors() throws IOException {
    long both = bars(0.999, 0.999);
    assertThat(both).isGreaterThan(100_000);
    assertThat((double) bars(0.999, 0.9999) / both).isBetween(0.53, 0.57);
    assertThat(bars(1, 1)).isZero();
    assertThat(bars(0.5)).isPositive();
    double[] many = new double[32];
    Arrays.fill(many, 0.9);
    assertThat(bars(many)).isPositive();
  }

  @Test
  void noiseGetsACurve() throws IOException {
    Path png = folder.resolve("noise.png");
    ReconstructionPlots.againstNoise(
        png, new double[] {0, 0.1, 0.3, 1}, new double[] {1, 0.9998, 0.99, 0.4});
    assertThat(Images.count(Images.png(png, 600), Palette.series(0))).isGreaterThan(500);
    ReconstructionPlots.againstNoise(png, new double[] {0}, new double[] {0.2});
    Images.png(png, 600);
  }

  @Test
  void refusesWhatIsNoAccuracy() {
    Path png = folder.resolve("x.png");
    assertThatThrownBy(() -> ReconstructionPlots.byPosition(png, new double[] {0.5, 99.9}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an accuracy must be in [0, 1], got 99.9");
    assertThatThrownBy(() -> ReconstructionPlots.byPosition(png, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got none");
    assertThatThrownBy(() -> ReconstructionPlots.againstNoise(png, new double[2], new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 1 for 2");
    assertThatThrownBy(
            () ->
                ReconstructionPlots.againstNoise(png, new double[] {0.1, 0.1}, new double[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must ascend");
    assertThat(png).doesNotExist();
  }

  private long bars(double... accuracy) throws IOException {
    Path png = folder.resolve("bars.png");
    ReconstructionPlots.byPosition(png, accuracy);
    return Images.count(Images.png(png, 600), Palette.series(0));
  }
}
