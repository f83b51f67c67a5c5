package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Plots of time against size. */
public final class ScalingPlots {
  private static final int HEIGHT = 460;

  /** Room beside the outer points, in powers of two. */
  private static final double ROOM = 0.35;

  /** Where the sizes stand, as a part of the axis. */
  private static final double FOOT = 0.025;

  private ScalingPlots() {}

  /**
   * Draws times against a size, both on logarithmic axes, a chart for each model, 1000 x 460
   * pixels. Dashed lines show how the times would grow from the smallest size on if they grew as
   * the arithmetic does: what rises above them grows faster.
   *
   * @param png the image, replaced if it exists
   * @param xTitle what the sizes are
   * @param models curves by the model's name, at least one of each
   * @throws IllegalArgumentException if there is no model, or one has no curve
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void againstSize(Path png, String xTitle, Map<String, List<ScalingCurve>> models) {
    if (models.isEmpty() || models.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "a plot of times needs a model and a curve of each, got " + models);
    }
    List<Curve> all =
        models.values().stream()
            .flatMap(List::stream)
            .flatMap(curve -> Stream.of(Curve.of(curve.milliseconds()), curve.proportional()))
            .toList();
    double least = all.stream().mapToDouble(Curve::min).min().orElseThrow();
    double most = all.stream().mapToDouble(Curve::max).max().orElseThrow();
    Decades decades = Decades.around(least, most, 1.8, 1.3);
    List<XYChart> row = new ArrayList<>();
    models.forEach(
        (name, curves) -> {
          Panel panel =
              new Panel(
                      Page.WIDTH / models.size(),
                      HEIGHT,
                      name,
                      xTitle,
                      row.isEmpty() ? "milliseconds per step (dashed: as the arithmetic)" : "")
                  .legend(LegendPosition.InsideNW)
                  .logarithmic()
                  .yRange(decades.low(), decades.high())
                  .withoutXTicks();
          double low = Double.MAX_VALUE;
          double high = 0;
          for (ScalingCurve curve : curves) {
            Curve measured = onPowers(Curve.of(curve.milliseconds()));
            panel.dashed(curve.name() + " as arithmetic", onPowers(curve.proportional()));
            panel.curve(curve.name(), measured);
            low = Math.min(low, measured.x()[0]);
            high = Math.max(high, measured.lastX());
          }
          double foot = decades.low() * Math.pow(decades.high() / decades.low(), FOOT);
          for (long size : curves.get(0).milliseconds().keySet()) {
            panel.text(Ticks.count(size), power(size), foot);
          }
          row.add(panel.xRange(low - ROOM, high + ROOM).chart());
        });
    Page.write(png, List.of(row));
  }

  private static Curve onPowers(Curve curve) {
    return new Curve(Arrays.stream(curve.x()).map(ScalingPlots::power).toArray(), curve.y());
  }

  private static double power(double size) {
    return Math.log(size) / Math.log(2);
  }
}
