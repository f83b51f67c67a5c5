package org.calm4j.eval.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.function.Function;
import org.calm4j.eval.bootstrap.Interval;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One chart of curves in the look of all plots. Colours follow the order of the curves. */
final class Panel {
  /** Points of a curve beyond which no pixel changes. */
  private static final int MAX_POINTS = 2000;

  /** Curves of at most so many points show each of them. */
  private static final int MARKED_POINTS = 60;

  private final XYChart chart;
  private int curves;
  private int named;
  private int intervals;

  Panel(int width, int height, String title, String xTitle, String yTitle) {
    chart = new XYChart(width, height);
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.setCustomYAxisTickLabelsFormatter(Ticks::number);
  }

  /** The look that charts of all kinds share. */
  static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setChartFontColor(Palette.TEXT);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    styler.setChartTitleBoxVisible(false);
    styler.setChartPadding(8);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAxisTickLabelsColor(Palette.TEXT);
    styler.setAxisTickMarksColor(Palette.AXIS);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotContentSize(0.98);
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendBorderColor(Palette.GRID);
    styler.setLegendBackgroundColor(new Color(255, 255, 255, 220));
    styler.setLegendPadding(6);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAnnotationTextFontColor(Palette.TEXT);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    // A pattern, not a function: with a function the places of the ticks are no round numbers.
    styler.setXAxisDecimalPattern("#,##0.####");
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setYAxisTickMarkSpacingHint(45);
    styler.setYAxisLeftWidthHint(80);
  }

  /** Adds a curve as it is; few points are marked. */
  Panel curve(String name, Curve curve) {
    boolean marked = curve.size() <= MARKED_POINTS;
    add(name, curve, Palette.series(curves), marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    curves++;
    return this;
  }

  /** Adds points without a line between them. */
  Panel points(String name, List<Point2D.Double> points) {
    double[] x = points.stream().mapToDouble(Point2D::getX).toArray();
    double[] y = points.stream().mapToDouble(Point2D::getY).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Palette.solid(curves));
    curves++;
    named++;
    return this;
  }

  /** Adds marks without a line between them, in the colour of the intervals before. */
  Panel marks(String name, Curve curve) {
    XYSeries series = chart.addSeries(name, curve.x(), curve.y());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Palette.series(curves));
    curves++;
    named++;
    return this;
  }

  /** Adds an interval with caps, in the colour of the next curve; nothing if there is none. */
  Panel interval(Interval interval, double left, double x, double right) {
    if (interval.isKnown()) {
      double low = interval.low();
      double high = interval.high();
      XYSeries series =
          chart.addSeries(
              "interval " + intervals++,
              new double[] {left, right, x, x, left, right},
              new double[] {low, low, low, high, high, high});
      series.setShowInLegend(false);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(Palette.series(curves));
      series.setLineStyle(new BasicStroke(1.4f));
    }
    return this;
  }

  /** Writes text over a place. */
  Panel text(String text, double x, double y) {
    chart.addAnnotation(new AnnotationText(text, x, y, false));
    return this;
  }

  /** Adds a smoothed curve over the faint one it comes from. */
  Panel smoothed(String name, Curve curve) {
    if (curve.size() > MARKED_POINTS) {
      XYSeries raw = add(name + " raw", curve, Palette.faint(curves), SeriesMarkers.NONE);
      raw.setShowInLegend(false);
      raw.setLineStyle(new BasicStroke(1f));
      named--;
      return curve(name, curve.smooth());
    }
    return curve(name, curve);
  }

  /** Adds a dashed line in the colour of the next curve, which it explains. */
  Panel dashed(String name, Curve curve) {
    XYSeries series = add(name, curve, Palette.series(curves), SeriesMarkers.NONE);
    series.setShowInLegend(false);
    series.setLineStyle(
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
    named--;
    return this;
  }

  Panel legend(Styler.LegendPosition position) {
    chart.getStyler().setLegendPosition(position);
    return this;
  }

  Panel withoutLegend() {
    named = 0;
    return this;
  }

  /** From 0, with room for the last mark and its label. */
  Panel xUpTo(double last) {
    return xRange(0, last > 0 ? 1.015 * last : 1);
  }

  Panel xRange(double min, double max) {
    chart.getStyler().setXAxisMin(min);
    chart.getStyler().setXAxisMax(max);
    return this;
  }

  /** Powers of ten, labelled as such. */
  Panel logarithmicX() {
    chart.getStyler().setXAxisLogarithmic(true);
    chart.setCustomXAxisTickLabelsFormatter(x -> "1e" + Math.round(Math.log10(x)));
    return this;
  }

  Panel withoutXTicks() {
    chart.getStyler().setXAxisTicksVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    return this;
  }

  Panel yRange(double min, double max) {
    chart.getStyler().setYAxisMin(min);
    chart.getStyler().setYAxisMax(max);
    return this;
  }

  Panel yTicks(Function<Double, String> format) {
    chart.setCustomYAxisTickLabelsFormatter(format);
    return this;
  }

  Panel logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true);
    return this;
  }

  XYChart chart() {
    chart.getStyler().setLegendVisible(named > 1);
    return chart;
  }

  private XYSeries add(String name, Curve curve, Color color, Marker marker) {
    Curve thin = curve.thin(MAX_POINTS);
    XYSeries series = chart.addSeries(name, thin.x(), thin.y());
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(marker);
    series.setMarkerColor(color);
    named++;
    return series;
  }
}
