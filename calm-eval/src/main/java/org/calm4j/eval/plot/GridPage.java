package org.calm4j.eval.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.knowm.xchart.XYChart;

/** A chart of its own for every curve, two in a row. */
final class GridPage {
  private static final int ROW_HEIGHT = 300;

  /** What is exact, and not to be smoothed. */
  private static final String EXACT = "learning_rate";

  private GridPage() {}

  /**
   * Fills a page of the usual height: up to two curves lie below each other, more of them two in a
   * row. Many make the page higher. Titles end in the suffix.
   */
  static List<List<XYChart>> rows(Map<String, Curve> curves, String suffix) {
    return curves.size() <= 2
        ? rows(curves, suffix, 1, Page.HEIGHT / curves.size())
        : rows(curves, suffix, 2, ROW_HEIGHT);
  }

  /** Rows of so many charts, so high; those of the last row may be wider. */
  static List<List<XYChart>> rows(
      Map<String, Curve> curves, String suffix, int columns, int height) {
    List<Entry<String, Curve>> all = List.copyOf(curves.entrySet());
    List<List<XYChart>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i += columns) {
      List<Entry<String, Curve>> row = all.subList(i, Math.min(i + columns, all.size()));
      rows.add(
          row.stream()
              .map(
                  one ->
                      chart(Page.WIDTH / row.size(), height, one.getKey(), suffix, one.getValue()))
              .toList());
    }
    return rows;
  }

  private static XYChart chart(int width, int height, String name, String suffix, Curve curve) {
    Panel panel = new Panel(width, height, Names.title(name) + suffix, "step", Names.axis(name));
    if (name.equals(EXACT)) {
      panel.curve(name, curve);
    } else {
      panel.smoothed(name, curve);
    }
    panel.xUpTo(curve.lastX());
    return Scale.apply(panel, name, List.of(curve)).chart();
  }
}
