package org.calm4j.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.calm4j.eval.bootstrap.Estimate;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.plot.ComputePoint;
import org.calm4j.eval.plot.LearningCurves;
import org.calm4j.eval.plot.ScorePlots;

/**
 * The evaluation of one or several models as a web page, {@code report.html}, with its plots beside
 * it and inside. Not thread-safe.
 *
 * <pre>{@code
 * new EvaluationReport("Stories, 50k documents")
 *     .model("CALM, K = 4", calm).model("AR baseline", ar)
 *     .learningCurves("loss", Map.of("CALM, K = 4", run.resolve("metrics.jsonl")))
 *     .write(folder);
 * }</pre>
 */
public final class EvaluationReport {
  private static final List<String> SCORES =
      List.of("Brier-1", "Brier-2", "Brier-3", "Brier-4", "BrierLM");

  private final String title;
  private final Map<String, BrierResult> models = new LinkedHashMap<>();
  private final Map<String, Map<String, Path>> curves = new LinkedHashMap<>();
  private final Map<String, List<ComputePoint>> compute = new LinkedHashMap<>();

  /**
   * Starts a report.
   *
   * @param title what was evaluated
   */
  public EvaluationReport(String title) {
    this.title = title;
  }

  /**
   * Adds a model.
   *
   * @param name what the report calls it
   * @param result its score
   * @return this
   */
  public EvaluationReport model(String name, BrierResult result) {
    models.put(name, result);
    return this;
  }

  /**
   * Adds a plot of learning curves.
   *
   * @param metric a name from the files
   * @param runs the {@code metrics.jsonl} of each run, by the name that the legend shows
   * @return this
   */
  public EvaluationReport learningCurves(String metric, Map<String, Path> runs) {
    curves.put(metric, new LinkedHashMap<>(runs));
    return this;
  }

  /**
   * Adds models to the plot of BrierLM against training compute.
   *
   * @param family the name of their curve
   * @param points their compute and scores; {@link #point} makes one of a result
   * @return this
   */
  public EvaluationReport compute(String family, List<ComputePoint> points) {
    compute.put(family, List.copyOf(points));
    return this;
  }

  /**
   * A model's place in the plot against compute.
   *
   * @param flops floating-point operations of its training, more than 0
   * @param result its score
   * @return the point with its interval
   * @throws IllegalArgumentException if the operations are not positive
   */
  public static ComputePoint point(double flops, BrierResult result) {
    return new ComputePoint(flops, new Estimate(result.brierLm(), result.score()));
  }

  /**
   * Writes {@code report.html} and its plots: {@code brier.png}, {@code compute.png} if there are
   * points, {@code curves-METRIC.png} for each metric.
   *
   * @param folder where to, made if missing; older files are replaced
   * @return the page
   * @throws IllegalArgumentException if there is no model, or a metrics file is damaged or lacks
   *     its metric
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if a file cannot be read or written
   */
  public Path write(Path folder) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one model, got none");
    }
    HtmlPage page = new HtmlPage(title);
    scores(page, folder.resolve("brier.png"));
    if (models.size() > 1) {
      page.heading("Differences");
      differences(page);
    }
    if (!compute.isEmpty()) {
      Path png = folder.resolve("compute.png");
      ScorePlots.againstCompute(png, "BrierLM against training compute", "BrierLM", compute);
      page.heading("Training compute")
          .image(png, "BrierLM against the floating-point operations of training.");
    }
    if (!curves.isEmpty()) {
      page.heading("Training");
    }
    curves.forEach(
        (metric, runs) -> {
          Path png = folder.resolve("curves-" + metric.replaceAll("[^A-Za-z0-9_]", "-") + ".png");
          LearningCurves.write(png, metric, runs);
          page.image(png, "%s against the step.".formatted(metric.replace('_', ' ')));
        });
    Path html = folder.resolve("report.html");
    page.write(html);
    return html;
  }

  private void scores(HtmlPage page, Path png) {
    Map<String, List<Estimate>> estimates = new LinkedHashMap<>();
    models.forEach((name, result) -> estimates.put(name, estimates(result)));
    ScorePlots.sideBySide(png, "Brier-n and BrierLM", "score (%)", SCORES, estimates);
    page.paragraph(
            "BrierLM is the geometric mean of four Brier scores, of the next 1 to 4 tokens, each the"
                + " accuracy of the model's draws counted twice less their agreement with each other."
                + " Higher is better, 100 is certainty of the truth. Scores at different context"
                + " lengths or on different texts do not compare.")
        .heading("Scores")
        .table(
            List.of("model", "BrierLM", "interval", "Brier-1", "Brier-2", "Brier-3", "Brier-4"),
            models.entrySet().stream().map(one -> row(one.getKey(), one.getValue())).toList())
        .image(png, "Scores in percent with their intervals.")
        .heading("What they rest on")
        .table(
            List.of("model", "K", "context", "positions", "documents", "estimator", "seed"),
            models.entrySet().stream().map(one -> basis(one.getKey(), one.getValue())).toList());
    models.forEach(
        (name, result) -> {
          String warning = Shown.warning(result);
          if (!warning.isEmpty()) {
            page.paragraph(name + ": " + warning);
          }
        });
    BrierResult any = models.values().iterator().next();
    page.paragraph(
        "Intervals hold %s of the values that the scores take when documents are drawn anew."
            .formatted(Shown.confidence(any.options().confidence())));
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

  private static List<String> row(String name, BrierResult result) {
    return Stream.concat(
            Stream.of(name, Shown.percentage(result.brierLm()), Shown.interval(result.score())),
            Arrays.stream(result.brier()).mapToObj(Shown::percentage))
        .toList();
  }

  private static List<String> basis(String name, BrierResult result) {
    return List.of(
        name,
        Integer.toString(result.chunkSize()),
        Shown.count(result.contextTokens()) + " tokens",
        Shown.count(result.positions()),
        Shown.count(result.documents()),
        Shown.estimator(result),
        Long.toString(result.options().seed()));
  }

  /** Of every model to the first, where they were scored on the same text. */
  private void differences(HtmlPage page) {
    List<String> names = List.copyOf(models.keySet());
    BrierResult first = models.get(names.get(0));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names.subList(1, names.size())) {
      BrierResult other = models.get(name);
      if (BrierComparison.isPossible(other, first)) {
        BrierComparison comparison = BrierComparison.of(other, first);
        Interval interval = comparison.interval();
        rows.add(
            List.of(
                name,
                Shown.percentage(comparison.difference()),
                Shown.interval(interval),
                comparison.isSignificant() ? "yes" : "no"));
      } else {
        rows.add(List.of(name, "other text", "none", "unknown"));
      }
    }
    page.table(
        List.of("BrierLM less that of " + names.get(0), "difference", "interval", "beyond chance"),
        rows);
  }
}
