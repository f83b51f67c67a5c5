package org.calm4j.eval.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.eval.bootstrap.Estimate;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.plot.ComputePoint;
import org.calm4j.eval.plot.LearningCurves;
import org.calm4j.eval.plot.ScorePlots;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.jspecify.annotations.Nullable;

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
  private final String title;
  private final Map<String, BrierResult> models = new LinkedHashMap<>();
  private final Map<String, Map<String, Path>> curves = new LinkedHashMap<>();
  private final Map<String, List<ComputePoint>> compute = new LinkedHashMap<>();
  private @Nullable Reconstruction reconstruction;

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
   * Adds what comes back from the vectors of a codec.
   *
   * @param figures token and chunk accuracy, by position and against noise
   * @return this
   */
  public EvaluationReport reconstruction(Reconstruction figures) {
    reconstruction = figures;
    return this;
  }

  /**
   * Writes {@code report.html} and its plots: {@code brier.png}, {@code compute.png} if there are
   * points, {@code curves-METRIC.png} for each metric, {@code by-position.png} and {@code
   * noise.png} if there is a codec.
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
    new ScoreSection(models).write(page, folder.resolve("brier.png"));
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
          page.image(png, "Against the step: %s.".formatted(metric.replace('_', ' ')));
        });
    if (reconstruction != null) {
      new ReconstructionSection(reconstruction).write(page, folder);
    }
    Path html = folder.resolve("report.html");
    page.write(html);
    return html;
  }
}
