package org.calm4j.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.run.ModelRun;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.report.EvaluationReport;
import org.jspecify.annotations.Nullable;

/**
 * What a model's folder knows of its training.
 *
 * @param folder the folder
 * @param provenance where the model comes from
 */
record TrainingRecord(Path folder, Provenance provenance) {
  /** What runs measure on held-out text, each kind of model its own. */
  private static final List<String> MEASURES =
      List.of("energy_loss", "flow_loss", "diffusion_loss", "cross_entropy");

  /** Puts a model into the plot against training compute, if the compute is known. */
  void addTo(EvaluationReport page, String name, @Nullable BrierResult result) {
    Double flops = provenance.metrics().get(ModelRun.TRAINING_FLOPS);
    if (flops != null && result != null) {
      page.compute(name, List.of(EvaluationReport.point(flops, result)));
    }
  }

  /** Adds a plot for each measure, with the runs that have it and have left their metrics. */
  static void curves(EvaluationReport page, Map<String, TrainingRecord> models) {
    Map<String, Map<String, Path>> files = new TreeMap<>();
    models.forEach(
        (name, model) -> {
          Path metrics = model.folder.resolve("metrics.jsonl");
          for (String measure : MEASURES) {
            if (model.provenance.metrics().containsKey(measure) && Files.isRegularFile(metrics)) {
              files.computeIfAbsent(measure, unused -> new LinkedHashMap<>()).put(name, metrics);
            }
          }
        });
    files.forEach(page::learningCurves);
  }
}
