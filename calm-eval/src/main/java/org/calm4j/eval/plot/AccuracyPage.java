package org.calm4j.eval.plot;

import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Accuracies in percent; where they come near 100 %, also the errors on a logarithmic axis. */
final class AccuracyPage {
  private static final double NEAR_ONE = 0.9;
  private static final int ERROR_HEIGHT = 350;

  private AccuracyPage() {}

  static List<List<XYChart>> rows(Map<String, Curve> accuracies) {
    double last = accuracies.values().stream().mapToDouble(Curve::lastX).max().orElseThrow();
    boolean errors = Curve.max(accuracies) >= NEAR_ONE;
    int height = errors ? Page.HEIGHT - ERROR_HEIGHT : Page.HEIGHT;
    Panel accuracy =
        new Panel(Page.WIDTH, height, "Accuracy on held-out text", "step", "right (%)")
            .legend(LegendPosition.InsideSE)
            .steps(last)
            .yRange(0, 100);
    accuracies.forEach(
        (name, curve) ->
            accuracy.curve(
                "%s, last %s %%".formatted(Names.title(name), Ticks.number(100 * curve.last(), 5)),
                curve.map(y -> 100 * y)));
    if (!errors) {
      return List.of(List.of(accuracy.chart()));
    }
    Panel error =
        new Panel(Page.WIDTH, ERROR_HEIGHT, "Error (100 % - accuracy)", "step", "wrong (%)")
            .legend(LegendPosition.InsideNE)
            .steps(last);
    ErrorScale scale = ErrorScale.of(accuracies.values());
    accuracies.forEach((name, curve) -> error.curve(Names.title(name), scale.errors(curve)));
    return List.of(List.of(accuracy.chart()), List.of(scale.apply(error).chart()));
  }
}
