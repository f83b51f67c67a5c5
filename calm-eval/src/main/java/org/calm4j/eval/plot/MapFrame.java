package org.calm4j.eval.plot;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a map shows of its plane. A distance is equally long along both axes.
 *
 * @param xMin left end
 * @param yMin lower end
 * @param unit what a pixel is long
 */
record MapFrame(double xMin, double yMin, double unit) {
  private static final double PLOT_WIDTH = 890;
  private static final double PLOT_HEIGHT = 490;

  /** Part of the plot that points may fill; the rest is left for labels. */
  private static final double FILLED = 0.9;

  private static final int MAX_LABELS = 40;
  private static final int MARK = 7;
  private static final int LETTER_WIDTH = 7;
  private static final int LINE_HEIGHT = 15;
  private static final int BESIDE = 11;
  private static final Rectangle PLOT = new Rectangle((int) PLOT_WIDTH, (int) PLOT_HEIGHT);

  static MapFrame of(PrincipalPlane plane) {
    double[] x = ends(plane, point -> point.x);
    double[] y = ends(plane, point -> point.y);
    double unit = Math.max((x[1] - x[0]) / PLOT_WIDTH, (y[1] - y[0]) / PLOT_HEIGHT) / FILLED;
    if (unit == 0) {
      unit = 1 / PLOT_WIDTH;
    }
    return new MapFrame(
        (x[0] + x[1] - unit * PLOT_WIDTH) / 2, (y[0] + y[1] - unit * PLOT_HEIGHT) / 2, unit);
  }

  double xMax() {
    return xMin + unit * PLOT_WIDTH;
  }

  double yMax() {
    return yMin + unit * PLOT_HEIGHT;
  }

  /** Writes labels over their points, the first ones first, where they cover nothing. */
  void label(Panel panel, PrincipalPlane plane, List<String> labels) {
    List<Rectangle> taken = new ArrayList<>();
    for (int i = 0; i < plane.points().size(); i++) {
      taken.add(new Rectangle(column(plane, i) - MARK / 2, row(plane, i) - MARK / 2, MARK, MARK));
    }
    int written = 0;
    for (int i = 0; i < labels.size() && written < MAX_LABELS; i++) {
      String label = labels.get(i).strip();
      int width = LETTER_WIDTH * label.length();
      for (Point center :
          List.of(
              new Point(0, BESIDE), new Point(0, -BESIDE),
              new Point(width / 2 + BESIDE, 0), new Point(-width / 2 - BESIDE, 0))) {
        Rectangle place =
            new Rectangle(
                column(plane, i) + center.x - width / 2,
                row(plane, i) + center.y - LINE_HEIGHT / 2,
                width,
                LINE_HEIGHT);
        if (width > 0 && PLOT.contains(place) && taken.stream().noneMatch(place::intersects)) {
          taken.add(place);
          written++;
          panel.text(
              label,
              plane.points().get(i).x + center.x * unit,
              plane.points().get(i).y + center.y * unit);
          break;
        }
      }
    }
  }

  private int column(PrincipalPlane plane, int i) {
    return (int) ((plane.points().get(i).x - xMin) / unit);
  }

  private int row(PrincipalPlane plane, int i) {
    return (int) ((plane.points().get(i).y - yMin) / unit);
  }

  private static double[] ends(PrincipalPlane plane, ToDoubleFunction<Point2D.Double> axis) {
    DoubleSummaryStatistics values = plane.points().stream().mapToDouble(axis).summaryStatistics();
    return new double[] {values.getMin(), values.getMax()};
  }
}
