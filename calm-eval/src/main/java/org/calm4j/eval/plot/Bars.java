package org.calm4j.eval.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;

/** One chart of bars from zero, numbered from 1, in the look of all plots. */
final class Bars {
  /** Bars beyond which values above them would run into each other. */
  private static final int MAX_VALUES_SHOWN = 12;

  private Bars() {}

  static CategoryChart chart(String title, String xTitle, String yTitle, double[] values) {
    CategoryChart chart = new CategoryChart(Page.WIDTH, Page.HEIGHT);
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    Panel.style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.6);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.setCustomYAxisTickLabelsFormatter(Ticks::number);

    double max = Arrays.stream(values).max().orElseThrow();
    double top = max > 0 ? 1.15 * max : 1;
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(top);
    List<Integer> places = IntStream.rangeClosed(1, values.length).boxed().toList();
    chart
        .addSeries("values", places, Arrays.stream(values).boxed().toList())
        .setFillColor(Palette.series(0));
    if (values.length > 1 && values.length <= MAX_VALUES_SHOWN) {
      for (int i = 0; i < values.length; i++) {
        chart.addAnnotation(
            new AnnotationText(
                Ticks.number(values[i]), place(i, values.length), values[i] + 0.03 * top, false));
      }
    }
    return chart;
  }

  /** Annotations put 1 and the number of bars on the ends of the axis, not on the outer bars. */
  private static double place(int bar, int bars) {
    return 1 + (bar + 0.5) / bars * (bars - 1);
  }
}
