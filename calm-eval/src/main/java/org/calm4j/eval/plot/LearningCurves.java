package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.Styler.LegendPosition;

/** One metric of several training runs in one chart, from their {@code metrics.jsonl}. */
public final class LearningCurves {
  private LearningCurves() {}

  /**
   * Draws a metric against the step, a curve for each run, 1000 x 600 pixels. Many points are drawn
   * faintly with a smoothed curve over them.
   *
   * @param png the image, replaced if it exists
   * @param metric a name from the files, for example {@code loss}, a term of it, or a metric of
   *     evaluations such as {@code brier_lm}
   * @param runs the {@code metrics.jsonl} of each run, by the name that the legend shows
   * @throws IllegalArgumentException if there is no run, a file is damaged or lacks the metric; the
   *     message names the file and what it has
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   */
  public static void write(Path png, String metric, Map<String, Path> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("learning curves need at least one run, got none");
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    runs.forEach((name, file) -> curves.put(name, curve(file, metric)));
    double last = curves.values().stream().mapToDouble(Curve::lastX).max().orElseThrow();
    boolean falls = curves.values().stream().allMatch(curve -> curve.last() < curve.first());
    Panel panel =
        new Panel(Page.WIDTH, Page.HEIGHT, title(metric), "step", Names.axis(metric))
            .legend(falls ? LegendPosition.InsideNE : LegendPosition.InsideSE)
            .xUpTo(last);
    curves.forEach(
        (name, curve) ->
            panel.smoothed(name + ", last " + shown(metric, curve.smooth().last()), curve));
    Page.write(png, List.of(List.of(Scale.apply(panel, metric, curves.values()).chart())));
  }

  private static String shown(String metric, double value) {
    boolean share = metric.endsWith("accuracy") && value >= 0 && value <= 1;
    return share ? Ticks.percent(value) : Ticks.number(value);
  }

  private static String title(String metric) {
    String name = Names.title(metric);
    return "Learning curves: " + name;
  }

  private static Curve curve(Path file, String metric) {
    Metrics metrics = MetricsFile.read(file);
    Map<String, Curve> all = new LinkedHashMap<>(metrics.losses());
    all.putAll(metrics.rates());
    // A held-out value of the same name says more than one of training.
    all.putAll(metrics.evaluations());
    Curve curve = all.get(metric);
    if (curve == null) {
      throw new IllegalArgumentException(
          "%s has no values of %s: choose among %s".formatted(file, metric, all.keySet()));
    }
    return curve;
  }
}
