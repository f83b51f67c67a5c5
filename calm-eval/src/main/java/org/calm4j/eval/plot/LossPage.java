package org.calm4j.eval.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The loss with those of its terms that fall along with it; other terms below, each by itself. */
final class LossPage {
  /** A term keeps company with the loss if it ends at most this factor away from it. */
  private static final double NEAR = 1000;

  /** A curve falls if it ends below this part of its start. */
  private static final double FALLS = 0.7;

  private static final int ROW_HEIGHT = 240;

  private LossPage() {}

  static List<List<XYChart>> rows(Map<String, Curve> losses) {
    Map<String, Curve> together = new LinkedHashMap<>();
    Map<String, Curve> apart = new LinkedHashMap<>();
    Curve loss = losses.values().iterator().next().smooth();
    losses.forEach(
        (name, curve) ->
            (together.isEmpty() || isCompany(loss, curve.smooth()) ? together : apart)
                .put(name, curve));

    int height = apart.isEmpty() ? Page.HEIGHT : Page.HEIGHT - ROW_HEIGHT;
    double last = losses.values().stream().mapToDouble(Curve::lastX).max().orElseThrow();
    Panel panel =
        new Panel(Page.WIDTH, height, "Training loss", "step", "loss")
            .legend(falls(loss) ? LegendPosition.InsideNE : LegendPosition.InsideNW)
            .xUpTo(last);
    together.forEach(
        (name, curve) ->
            panel.smoothed(
                Names.legend(name) + ", last " + Ticks.number(curve.smooth().last()), curve));
    List<List<XYChart>> rows = new ArrayList<>();
    rows.add(List.of(Scale.apply(panel, "loss", together.values()).chart()));
    rows.addAll(GridPage.rows(apart, "", 2, ROW_HEIGHT));
    return rows;
  }

  private static boolean isCompany(Curve loss, Curve term) {
    double ratio = term.last() / loss.last();
    boolean near = ratio > 1 / NEAR && ratio < NEAR;
    return near && (falls(loss) == falls(term));
  }

  private static boolean falls(Curve curve) {
    return curve.last() < FALLS * curve.first();
  }
}
