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
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.LanguageModel;
import org.jspecify.annotations.Nullable;

/**
 * What a model's folder knows of its training.
 *
 * @param folder the folder
 * @param provenance where the model comes from
 * @param measure what its run measured on held-out text
 */
record TrainingRecord(Path folder, Provenance provenance, String measure) {

  static TrainingRecord of(Path folder, LanguageModel model) {
    String measure =
        model instanceof CalmModel calm ? calm.config().head().lossName() : "cross_entropy";
    return new TrainingRecord(folder, model.provenance(), measure);
  }

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
          boolean measured = model.provenance.metrics().containsKey(model.measure);
          if (measured && Files.isRegularFile(metrics)) {
            files
                .computeIfAbsent(model.measure, unused -> new LinkedHashMap<>())
                .put(name, metrics);
          }
        });
    files.forEach(page::learningCurves);
  }
}
