package org.calm4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierResult;

/** Scores as a table of plain text. */
public final class BrierTable {
  private static final String ROW = "  %7s  %16s  %7s  %7s  %7s  %7s";

  private BrierTable() {}

  /**
   * A line for every model, then what the scores rest on.
   *
   * <pre>
   *         BrierLM  95 % interval     Brier-1  Brier-2  Brier-3  Brier-4
   * calm       6.17  [5.93, 6.41]        22.10     8.13     3.92     2.06
   * </pre>
   *
   * @param models results by the names of the models, at least one
   * @return the lines
   * @throws IllegalArgumentException if there is no model
   */
  public static List<String> lines(Map<String, BrierResult> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a table of scores needs at least one model, got none");
    }
    int width = models.keySet().stream().mapToInt(String::length).max().orElseThrow();
    String name = "%-" + Math.max(1, width) + "s";
    List<String> lines = new ArrayList<>();
    BrierResult any = models.values().iterator().next();
    lines.add(
        row(
            name,
            "",
            "BrierLM",
            Shown.confidence(any.options().confidence()) + " interval",
            "Brier-1",
            "Brier-2",
            "Brier-3",
            "Brier-4"));
    models.forEach(
        (model, result) -> {
          double[] brier = result.brier();
          lines.add(
              row(
                  name,
                  model,
                  Shown.percentage(result.brierLm()),
                  Shown.interval(result.score()),
                  Shown.percentage(brier[0]),
                  Shown.percentage(brier[1]),
                  Shown.percentage(brier[2]),
                  Shown.percentage(brier[3])));
        });
    models.forEach((model, result) -> lines.add(model + ": " + basis(result)));
    return List.copyOf(lines);
  }

  /**
   * How two scores differ, in a line.
   *
   * <pre>
   * calm - ar: -36.66, 95 % interval [-38.55, -34.60]
   * </pre>
   *
   * @param first name of a model
   * @param second name of another
   * @param comparison the difference of the first and the second
   * @param confidence of its interval
   * @return the line; without an interval if there is none
   */
  public static String difference(
      String first, String second, BrierComparison comparison, double confidence) {
    String line =
        String.format(Locale.ROOT, "%s - %s: %+.2f", first, second, comparison.difference());
    Interval interval = comparison.interval();
    return interval.isKnown()
        ? line
            + String.format(
                Locale.ROOT,
                ", %s interval [%+.2f, %+.2f]%s",
                Shown.confidence(confidence),
                interval.low(),
                interval.high(),
                comparison.isSignificant() ? "" : ": may be chance")
        : line;
  }

  private static String row(String name, Object... cells) {
    return String.format(Locale.ROOT, name + ROW, cells).stripTrailing();
  }

  private static String basis(BrierResult result) {
    String text =
        "K = %d, context of %s tokens, %s positions in %s documents, %s, seed %d"
            .formatted(
                result.chunkSize(),
                Shown.count(result.contextTokens()),
                Shown.count(result.positions()),
                Shown.count(result.documents()),
                Shown.estimator(result),
                result.options().seed());
    String warning = Shown.warning(result);
    return warning.isEmpty() ? text : text + "; " + warning;
  }
}
