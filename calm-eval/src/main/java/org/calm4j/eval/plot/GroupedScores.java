package org.calm4j.eval.plot;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.eval.bootstrap.Estimate;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A group of marks for every score: one mark for every model, side by side. */
final class GroupedScores {
  /** The part of a group's room that its marks take. */
  private static final double WIDTH = 0.5;

  private static final double CAP = 0.025;

  /** Where the names stand, as a part of the axis. */
  private static final double FOOT = 0.025;

  private GroupedScores() {}

  static Panel panel(
      String title, String yTitle, List<String> scores, Map<String, List<Estimate>> models) {
    Panel panel =
        new Panel(Page.WIDTH, Page.HEIGHT, title, "", yTitle)
            .legend(LegendPosition.InsideNE)
            .xRange(0.5, scores.size() + 0.5)
            .withoutXTicks();
    int number = 0;
    for (Map.Entry<String, List<Estimate>> model : models.entrySet()) {
      double offset = WIDTH * ((number + 0.5) / models.size() - 0.5);
      List<Estimate> estimates = model.getValue();
      double[] x = IntStream.rangeClosed(1, scores.size()).mapToDouble(i -> i + offset).toArray();
      for (int i = 0; i < x.length; i++) {
        panel.interval(estimates.get(i).interval(), x[i] - CAP, x[i], x[i] + CAP);
      }
      panel.marks(
          model.getKey(), new Curve(x, estimates.stream().mapToDouble(Estimate::value).toArray()));
      number++;
    }
    ScoreScale scale =
        ScoreScale.of(models.values().stream().flatMap(List::stream).toList()).withFoot();
    for (int i = 0; i < scores.size(); i++) {
      panel.text(scores.get(i), i + 1, scale.at(FOOT));
    }
    return scale.apply(panel);
  }
}
