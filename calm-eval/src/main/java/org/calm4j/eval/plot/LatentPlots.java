package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Maps of latent vectors. */
public final class LatentPlots {
  /** Labels that repeat at least so often on average are classes, not names. */
  private static final int CLASS_SIZE = 3;

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
    check(vectors, labels);
    PrincipalPlane plane = PrincipalPlane.of(vectors);
    Panel panel =
        new Panel(
                Page.WIDTH,
                Page.HEIGHT,
                "%s latent vectors on their principal plane".formatted(Ticks.count(vectors.length)),
                axis("first", plane.xShare()),
                axis("second", plane.yShare()))
            .legend(LegendPosition.InsideNE);
    MapFrame frame = MapFrame.of(plane);
    panel.xRange(frame.xMin(), frame.xMax()).yRange(frame.yMin(), frame.yMax());
    Map<String, List<Integer>> classes = classes(vectors.length, labels);
    classes.forEach(
        (name, members) -> panel.points(name, members.stream().map(plane.points()::get).toList()));
    if (classes.size() == 1) {
      frame.label(panel, plane, labels);
    }
    Page.write(png, List.of(List.of(panel.chart())));
  }

  private static String axis(String which, double share) {
    return "%s principal component (%s %% of the variance)"
        .formatted(which, Ticks.number(100 * share, 2));
  }

  /** Vectors by label if the labels are classes, else all of them under one name. */
  private static Map<String, List<Integer>> classes(int vectors, List<String> labels) {
    Map<String, List<Integer>> classes = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.get(i).isBlank() ? "other" : labels.get(i);
      classes.computeIfAbsent(name, unused -> new ArrayList<>()).add(i);
    }
    if (classes.size() > 1
        && classes.size() <= Palette.size()
        && classes.size() * CLASS_SIZE <= vectors) {
      return classes;
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < vectors; i++) {
      all.add(i);
    }
    return Map.of("vectors", all);
  }

  private static void check(float[][] vectors, List<String> labels) {
    if (vectors.length < 2) {
      throw new IllegalArgumentException(
          "a latent map needs at least 2 vectors, got " + vectors.length);
    }
    if (!labels.isEmpty() && labels.size() != vectors.length) {
      throw new IllegalArgumentException(
          "a latent map needs one label per vector or none, got %d labels for %d vectors"
              .formatted(labels.size(), vectors.length));
    }
    int size = vectors[0].length;
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length != size || size == 0) {
        throw new IllegalArgumentException(
            "a latent map needs vectors of one length above 0, got %d in the first and %d in vector %d"
                .formatted(size, vectors[i].length, i));
      }
      for (float value : vectors[i]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "a latent map needs finite vectors, got %s in vector %d".formatted(value, i));
        }
      }
    }
  }
}
