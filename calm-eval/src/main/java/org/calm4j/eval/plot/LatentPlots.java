package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.List;

/** Maps of latent vectors. */
public final class LatentPlots {
  private LatentPlots() {}

  /**
   * Draws vectors in the plane of their two principal components, 1000 x 600 pixels.
   *
   * @param png the image, replaced if it exists
   * @param vectors {@code [vectors, latent]}, at least 2, finite
   * @param labels one per vector, or none at all; an empty one labels nothing. A few that repeat
   *     are shown as colours with a legend, others as text where there is room
   * @throws IllegalArgumentException if there are fewer than 2 vectors, their lengths differ, one
   *     is not finite, or labels do not match them
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void map(Path png, float[][] vectors, List<String> labels) {
    throw new UnsupportedOperationException();
  }
}
