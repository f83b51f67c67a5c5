package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.calm4j.eval.bootstrap.Estimate;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Plots of scores of several models, with their intervals. */
public final class ScorePlots {
  /** Half the width of the caps of an interval, as a part of the axis. */
  private static final double CAP = 0.005;

  private ScorePlots() {}

  /**
   * Draws scores side by side, one group of models for each score, 1000 x 600 pixels. The axis is
   * logarithmic if the scores span much and are all positive.
   *
   * @param png the image, replaced if it exists
   * @param title over the chart
   * @param yTitle what the scores are
   * @param scores names of the groups, for example Brier-1 to Brier-4
   * @param models for every model, by its name, {@code [scores]} estimates
   * @throws IllegalArgumentException if there is no model or score, a model has another number of
   *     scores, or one is not finite
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void sideBySide(
      Path png,
      String title,
      String yTitle,
      List<String> scores,
      Map<String, List<Estimate>> models) {
    requireScores(scores, models);
    Page.write(png, List.of(List.of(GroupedScores.panel(title, yTitle, scores, models).chart())));
  }

  private static void requireScores(List<String> scores, Map<String, List<Estimate>> models) {
    if (scores.isEmpty() || models.isEmpty()) {
      throw new IllegalArgumentException(
          "a plot of scores needs a score and a model, got %d and %d"
              .formatted(scores.size(), models.size()));
    }
    models.forEach(
        (name, estimates) -> {
          if (estimates.size() != scores.size()) {
            throw new IllegalArgumentException(
                "%s has %d scores where the plot has %d"
                    .formatted(name, estimates.size(), scores.size()));
          }
          for (Estimate estimate : estimates) {
            if (!Double.isFinite(estimate.value())) {
              throw new IllegalArgumentException(
                  "a score must be finite, %s has %s".formatted(name, estimate.value()));
            }
          }
        });
  }

  /**
   * Draws scores against training compute on a logarithmic axis, a curve for each family of models,
   * 1000 x 600 pixels.
   *
   * @param png the image, replaced if it exists
   * @param title over the chart
   * @param yTitle what the scores are
   * @param families points by the name of the family, in any order, at least one each
   * @throws IllegalArgumentException if there is no family or one has no points
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void againstCompute(
      Path png, String title, String yTitle, Map<String, List<ComputePoint>> families) {
    if (families.isEmpty() || families.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "a plot against compute needs at least one point for each family, got " + families);
    }
    List<ComputePoint> all = families.values().stream().flatMap(List::stream).toList();
    double least = all.stream().mapToDouble(ComputePoint::flops).min().orElseThrow();
    double most = all.stream().mapToDouble(ComputePoint::flops).max().orElseThrow();
    Decades decades = Decades.around(least, most, 1.6, 1.6);
    Panel panel =
        new Panel(Page.WIDTH, Page.HEIGHT, title, "training compute (FLOPs)", yTitle)
            .legend(LegendPosition.InsideNW)
            .logarithmicX()
            .xRange(decades.low(), decades.high());
    double cap = Math.pow(decades.high() / decades.low(), CAP);
    families.forEach(
        (name, points) -> {
          List<ComputePoint> sorted =
              points.stream().sorted(Comparator.comparingDouble(ComputePoint::flops)).toList();
          for (ComputePoint point : sorted) {
            double x = point.flops();
            panel.interval(point.score().interval(), x / cap, x, x * cap);
          }
          panel.curve(
              name,
              new Curve(
                  sorted.stream().mapToDouble(ComputePoint::flops).toArray(),
                  sorted.stream().mapToDouble(point -> point.score().value()).toArray()));
        });
    ScoreScale.of(all.stream().map(ComputePoint::score).toList()).apply(panel);
    Page.write(png, List.of(List.of(panel.chart())));
  }
}
