package org.calm4j.eval.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Plots of a training run from its {@code metrics.jsonl}. Whatever terms, rates and metrics the
 * file names are drawn, so it serves every model.
 */
public final class TrainingPlots {
  private TrainingPlots() {}

  /**
   * Draws what the file holds, 1000 pixels wide: {@code loss.png} and {@code rate.png} if there are
   * steps, {@code accuracy.png} for metrics of evaluations whose names end in {@code accuracy},
   * {@code evaluation.png} for other metrics.
   *
   * @param metricsJsonl the file that a run writes; the run may still go on
   * @param outDir the folder for the images, made if missing; older images are replaced
   * @return the images written
   * @throws IllegalArgumentException if a line is damaged or there is nothing to draw; the message
   *     names the file
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if a file cannot be read or written; the message names it
   */
  public static List<Path> write(Path metricsJsonl, Path outDir) {
    Metrics metrics = MetricsFile.read(metricsJsonl);
    Map<String, Curve> accuracies = new LinkedHashMap<>();
    Map<String, Curve> others = new LinkedHashMap<>();
    metrics
        .evaluations()
        .forEach((name, curve) -> (isAccuracy(name, curve) ? accuracies : others).put(name, curve));

    List<Path> written = new ArrayList<>();
    if (!metrics.losses().isEmpty()) {
      written.add(outDir.resolve("loss.png"));
      Page.write(outDir.resolve("loss.png"), LossPage.rows(metrics.losses()));
    }
    if (!accuracies.isEmpty()) {
      written.add(outDir.resolve("accuracy.png"));
      Page.write(outDir.resolve("accuracy.png"), accuracyRows(accuracies));
    }
    if (!others.isEmpty()) {
      written.add(outDir.resolve("evaluation.png"));
      Page.write(outDir.resolve("evaluation.png"), GridPage.rows(others, " on held-out text"));
    }
    if (!metrics.rates().isEmpty()) {
      written.add(outDir.resolve("rate.png"));
      Page.write(outDir.resolve("rate.png"), GridPage.rows(metrics.rates(), ""));
    }
    return List.copyOf(written);
  }

  private static List<List<XYChart>> accuracyRows(Map<String, Curve> accuracies) {
    double last = accuracies.values().stream().mapToDouble(Curve::lastX).max().orElseThrow();
    Map<String, Curve> named = new LinkedHashMap<>();
    accuracies.forEach(
        (name, curve) ->
            named.put(Names.title(name) + ", last " + Ticks.percent(curve.last()), curve));
    return AccuracyPage.rows(
        "Accuracy on held-out text", "step", panel -> panel.xUpTo(last), named);
  }

  private static boolean isAccuracy(String name, Curve curve) {
    return name.endsWith("accuracy") && curve.min() >= 0 && curve.max() <= 1;
  }
}
