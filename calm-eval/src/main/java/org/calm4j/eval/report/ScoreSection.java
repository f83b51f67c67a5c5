package org.calm4j.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.calm4j.eval.bootstrap.Estimate;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.plot.ScorePlots;

/** The part of a page that shows scores, what they rest on, and how models differ. */
final class ScoreSection {
  private static final List<String> SCORES =
      List.of("Brier-1", "Brier-2", "Brier-3", "Brier-4", "BrierLM");

  private final Map<String, BrierResult> models;

  ScoreSection(Map<String, BrierResult> models) {
    this.models = models;
  }

  void write(HtmlPage page, Path png) {
    plot(png);
    page.heading("BrierLM")
        .paragraph(
            "The geometric mean of four Brier scores, of the next 1 to 4 tokens: each is twice the"
                + " probability that a draw of the model is the true text, less the probability that"
                + " two draws agree. Higher is better. Scores at different context lengths or on"
                + " different texts do not compare.")
        .table(
            List.of("model", "BrierLM", "interval", "Brier-1", "Brier-2", "Brier-3", "Brier-4"),
            rows(ScoreSection::scores))
        .image(png, "Scores in percent, with their intervals.");
    if (models.size() > 1) {
      differences(page);
    }
    page.table(
        List.of("model", "K", "context", "positions", "documents", "estimator", "seed"),
        rows(ScoreSection::basis));
    BrierResult any = models.values().iterator().next();
    page.paragraph(
        "Intervals are the middle %s of the scores on %s resampled sets of documents."
            .formatted(
                Shown.confidence(any.options().confidence()),
                Shown.count(any.options().replicates())));
    models.forEach(
        (name, result) -> {
          String warning = Shown.warning(result);
          if (!warning.isEmpty()) {
            page.paragraph(name + ": " + warning);
          }
        });
  }

  private void plot(Path png) {
    Map<String, List<Estimate>> estimates = new LinkedHashMap<>();
    models.forEach((name, result) -> estimates.put(name, estimates(result)));
    ScorePlots.sideBySide(png, "Brier-n and BrierLM", "score (%)", SCORES, estimates);
  }

  private static List<Estimate> estimates(BrierResult result) {
    List<Estimate> estimates = new ArrayList<>();
    double[] brier = result.brier();
    for (int n = 0; n < brier.length; n++) {
      estimates.add(new Estimate(brier[n], result.factors().get(n)));
    }
    estimates.add(new Estimate(result.brierLm(), result.score()));
    return estimates;
  }

  private interface Cells {
    Stream<String> of(BrierResult result);
  }

  private List<List<String>> rows(Cells cells) {
    return models.entrySet().stream()
        .map(one -> Stream.concat(Stream.of(one.getKey()), cells.of(one.getValue())).toList())
        .toList();
  }

  private static Stream<String> scores(BrierResult result) {
    return Stream.concat(
        Stream.of(Shown.percentage(result.brierLm()), Shown.interval(result.score())),
        Arrays.stream(result.brier()).mapToObj(Shown::percentage));
  }

  private static Stream<String> basis(BrierResult result) {
    return Stream.of(
        Integer.toString(result.chunkSize()),
        Shown.count(result.contextTokens()) + " tokens",
        Shown.count(result.positions()),
        Shown.count(result.documents()),
        Shown.estimator(result),
        Long.toString(result.options().seed()));
  }

  /** Of every model to the first, where they were scored on the same text. */
  private void differences(HtmlPage page) {
    Map.Entry<String, BrierResult> first = models.entrySet().iterator().next();
    List<List<String>> rows = new ArrayList<>();
    models.forEach(
        (name, result) -> {
          if (!name.equals(first.getKey())) {
            rows.add(Stream.concat(Stream.of(name), difference(result, first.getValue())).toList());
          }
        });
    page.table(
        List.of(
            "BrierLM less that of " + first.getKey(), "difference", "interval", "beyond chance"),
        rows);
  }

  private static Stream<String> difference(BrierResult result, BrierResult first) {
    if (!BrierComparison.isPossible(result, first)) {
      return Stream.of("other text", "none", "unknown");
    }
    BrierComparison comparison = BrierComparison.of(result, first);
    String beyond = comparison.isSignificant() ? "yes" : "no";
    return Stream.of(
        Shown.percentage(comparison.difference()),
        Shown.interval(comparison.interval()),
        comparison.interval().isKnown() ? beyond : "unknown");
  }
}
