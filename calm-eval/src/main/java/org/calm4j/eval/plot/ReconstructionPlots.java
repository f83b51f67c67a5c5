package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plots of how much of a text comes back from its vectors. */
public final class ReconstructionPlots {
  private ReconstructionPlots() {}

  /**
   * Draws the share of wrong tokens at each position in the chunk as bars, 1000 x 600 pixels.
   *
   * @param png the image, replaced if it exists
   * @param accuracy {@code [k]}, share of right tokens at each position, in [0, 1]
   * @throws IllegalArgumentException if there is no position or an accuracy is outside [0, 1]
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void byPosition(Path png, double[] accuracy) {
    checkAccuracies(accuracy);
    double mean = Arrays.stream(accuracy).average().orElseThrow();
    Page.write(
        png,
        List.of(
            List.of(
                Bars.chart(
                    "Reconstruction by position in the chunk: %s right on average"
                        .formatted(Ticks.percent(mean)),
                    "position in the chunk",
                    "wrong tokens (%)",
                    Arrays.stream(accuracy).map(right -> 100 * (1 - right)).toArray()))));
  }

  /**
   * Draws token accuracy against the noise on the vectors, 1000 x 600 pixels.
   *
   * @param png the image, replaced if it exists
   * @param stds {@code [levels]}, standard deviations of the noise, ascending from 0 or more
   * @param accuracy {@code [levels]}, share of right tokens at each, in [0, 1]
   * @throws IllegalArgumentException if lengths differ, there is no level, the standard deviations
   *     do not ascend or an accuracy is outside [0, 1]
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void againstNoise(Path png, double[] stds, double[] accuracy) {
    checkAccuracies(accuracy);
    if (stds.length != accuracy.length) {
      throw new IllegalArgumentException(
          "a plot against noise needs one accuracy per standard deviation, got %d for %d"
              .formatted(accuracy.length, stds.length));
    }
    for (int i = 0; i < stds.length; i++) {
      if (!(stds[i] >= 0 && Double.isFinite(stds[i])) || (i > 0 && stds[i] <= stds[i - 1])) {
        throw new IllegalArgumentException(
            "standard deviations of noise must ascend from 0 or more, got "
                + Arrays.toString(stds));
      }
    }
    Page.write(
        png,
        AccuracyPage.rows(
            "Token accuracy when the vectors are disturbed",
            "standard deviation of the noise on each component",
            panel -> panel.xUpTo(stds[stds.length - 1]),
            Map.of("token accuracy", new Curve(stds, accuracy))));
  }

  private static void checkAccuracies(double[] accuracy) {
    if (accuracy.length == 0) {
      throw new IllegalArgumentException("a plot of accuracies needs at least one, got none");
    }
    for (double value : accuracy) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("an accuracy must be in [0, 1], got " + value);
      }
    }
  }
}
