package org.calm4j.eval.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.knowm.xchart.XYChart;

/** A chart of its own for every curve, two in a row. */
final class GridPage {
  private static final int ROW_HEIGHT = 300;

  private GridPage() {}

  /** Rows that fill a page of the usual height, or more of them. */
  static List<List<XYChart>> rows(Map<String, Curve> curves) {
    return rows(curves, curves.size() <= 2 ? Page.HEIGHT / curves.size() : ROW_HEIGHT);
  }

  /** Up to two curves lie below each other, more of them two in a row; the last may be wide. */
  static List<List<XYChart>> rows(Map<String, Curve> curves, int height) {
    int columns = curves.size() <= 2 ? 1 : 2;
    List<Entry<String, Curve>> all = List.copyOf(curves.entrySet());
    List<List<XYChart>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i += columns) {
      List<Entry<String, Curve>> row = all.subList(i, Math.min(i + columns, all.size()));
      rows.add(
          row.stream()
              .map(one -> chart(Page.WIDTH / row.size(), height, one.getKey(), one.getValue()))
              .toList());
    }
    return rows;
  }

  private static XYChart chart(int width, int height, String name, Curve curve) {
    Panel panel =
        new Panel(width, height, Names.title(name), "step", Names.axis(name))
            .smoothed(name, curve)
            .steps(curve.lastX());
    return Scale.apply(panel, List.of(curve)).chart();
  }
}
