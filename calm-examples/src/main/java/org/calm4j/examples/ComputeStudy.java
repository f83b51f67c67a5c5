package org.calm4j.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Checkpoints;
import org.calm4j.core.train.Trainable;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierOptions;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.eval.plot.ComputePoint;
import org.calm4j.eval.report.EvaluationReport;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.CalmTraining;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.ar.ArModel;
import org.calm4j.lm.ar.ArRecipe;
import org.calm4j.lm.ar.ArTraining;

/**
 * Draws BrierLM against training compute, as the paper's figure does: scores the checkpoints of
 * several runs on one text, and counts the operations of a training step's matrix products,
 * encoding of the targets included. {@code docs/results.md} has the figure.
 */
public final class ComputeStudy {
  private static final int CONTEXT = 512;

  private ComputeStudy() {}

  /**
   * Runs the study.
   *
   * @param args a folder for the report and for models made of checkpoints, a text, how many of its
   *     documents, how many checkpoints of each run, and {@code NAME=RUN} for every run
   */
  public static void main(String[] args) {
    Path out = Path.of(args[0]);
    BrierOptions options = BrierOptions.standard().withMaxTexts(Integer.parseInt(args[2]));
    EvaluationReport report = new EvaluationReport("BrierLM against training compute");
    try (Engine engine = Engine.create()) {
      for (String named : Arrays.asList(args).subList(4, args.length)) {
        String[] parts = named.split("=", 2);
        Path run = Path.of(parts[1]);
        try (Opened opened = Opened.of(run, args[1], engine)) {
          double perStep = opened.flopsPerStep();
          List<ComputePoint> points = new ArrayList<>();
          BrierResult last = null;
          for (long step : some(Checkpoints.of(run).steps(), Integer.parseInt(args[3]))) {
            Checkpoints.of(run).restoreWeights(step, opened.training.parameters());
            Path folder = out.resolve("models").resolve(parts[0] + "-" + step);
            opened.save.accept(folder);
            try (LanguageModel model = LanguageModel.open(folder, engine)) {
              last =
                  BrierLM.score(
                      model.rollouts(), EvaluationTexts.documents(opened.text, CONTEXT), options);
            }
            points.add(EvaluationReport.point(perStep * step, last));
            System.out.printf(
                "%-12s step %6d  %8.1f TFLOP  BrierLM %6.2f [%.2f, %.2f]  Brier-1 to 4 %s%n",
                parts[0],
                step,
                perStep * step / 1e12,
                last.brierLm(),
                last.score().low(),
                last.score().high(),
                Arrays.toString(
                    Arrays.stream(last.brier()).map(b -> Math.rint(b * 100) / 100).toArray()));
          }
          if (last != null) {
            report.model(parts[0], last).compute(parts[0], points);
          }
        }
      }
    }
    System.out.println(report.write(out));
  }

  /** The last of them, and others as evenly spread as they lie. */
  private static List<Long> some(List<Long> steps, int most) {
    List<Long> chosen = new ArrayList<>();
    for (int i = Math.min(most, steps.size()); i > 0; i--) {
      chosen.add(0, steps.get((int) ((long) steps.size() * i / Math.min(most, steps.size())) - 1));
    }
    return chosen;
  }

  /** A run's training step over the text that is scored: only its operations are of interest. */
  private record Opened(
      LanguageModel model,
      Trainable training,
      Supplier<PlanReport> report,
      TokenStore text,
      Consumer<Path> save)
      implements AutoCloseable {

    static Opened of(Path run, String in, Engine engine) {
      LanguageModel opened = LanguageModel.open(run, engine);
      TokenStore text = TokenStore.of(opened.tokenizer(), List.of(in), progress -> {});
      if (opened instanceof CalmModel model) {
        CalmRecipe recipe =
            new CalmRecipe(model.config(), data(model.provenance()), AdamWOptions.published());
        CalmTraining training = new CalmTraining(recipe, model.codec(), text, text, 1, engine);
        return new Opened(
            model,
            training,
            training::report,
            text,
            folder ->
                CalmModel.save(
                    folder,
                    model.config(),
                    training.parameters(),
                    run.resolve(CalmModel.AUTOENCODER),
                    model.tokenizer(),
                    model.provenance()));
      }
      ArModel model = (ArModel) opened;
      ArRecipe recipe =
          new ArRecipe(model.config(), data(model.provenance()), AdamWOptions.published());
      ArTraining training = new ArTraining(recipe, text, text, 1, engine);
      return new Opened(
          model,
          training,
          training::report,
          text,
          folder ->
              ArModel.save(
                  folder,
                  model.config(),
                  training.parameters(),
                  model.tokenizer(),
                  model.provenance()));
    }

    private static CalmData data(Provenance provenance) {
      JsonNode data = provenance.configuration().at("/recipe/data");
      return Json.parse("the training data's settings", Json.line(data), CalmData.class);
    }

    double flopsPerStep() {
      training.computeGradients(1, 0);
      return report.get().flops();
    }

    @Override
    public void close() {
      training.close();
      model.close();
    }
  }
}
