package org.calm4j.eval.plot;

import java.nio.file.Path;

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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }
}
