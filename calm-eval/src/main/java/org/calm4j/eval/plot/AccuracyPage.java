package org.calm4j.eval.plot;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Accuracies in percent; where they come near 100 %, also the errors on a logarithmic axis. */
final class AccuracyPage {
  private static final double NEAR_ONE = 0.9;

  /** Above 100 %, so that marks on that line are whole. */
  private static final double TOP = 104;

  private static final int ACCURACY_HEIGHT = 260;

  private AccuracyPage() {}

  /**
   * The charts.
   *
   * @param title over the upper chart
   * @param xTitle under both
   * @param xAxis gives a chart its range and labels along x
   * @param accuracies curves in [0, 1] by the names that the legends show
   */
  static List<List<XYChart>> rows(
      String title, String xTitle, Consumer<Panel> xAxis, Map<String, Curve> accuracies) {
    boolean errors = Curve.max(accuracies) >= NEAR_ONE;
    int height = errors ? ACCURACY_HEIGHT : Page.HEIGHT;
    Panel accuracy =
        new Panel(Page.WIDTH, height, title, xTitle, "right (%)")
            .legend(LegendPosition.InsideSE)
            .yRange(0, TOP);
    xAxis.accept(accuracy);
    accuracies.forEach((name, curve) -> accuracy.curve(name, curve.map(y -> 100 * y)));
    if (!errors) {
      return List.of(List.of(accuracy.chart()));
    }
    Panel error =
        new Panel(
                Page.WIDTH,
                Page.HEIGHT - ACCURACY_HEIGHT,
                "The same as errors: 100 % - accuracy",
                xTitle,
                "wrong (%)")
            .legend(LegendPosition.InsideNE);
    xAxis.accept(error);
    ErrorScale scale = ErrorScale.of(accuracies.values());
    accuracies.forEach((name, curve) -> error.curve(name, scale.errors(curve)));
    // The lines keep their colours: one legend will do.
    return List.of(List.of(accuracy.withoutLegend().chart()), List.of(scale.apply(error).chart()));
  }
}
