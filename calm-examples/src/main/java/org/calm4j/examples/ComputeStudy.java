package org.calm4j.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
 * several runs on one text. Compute is that of the matrix products of the training steps; the
 * frozen autoencoder, which encodes the targets, is not counted.
 */
public final class ComputeStudy {
  private static final int CONTEXT = 512;

  private final Path out;
  private final BrierOptions options;
  private final int checkpoints;
  private final Engine engine;
  private final EvaluationReport report = new EvaluationReport("BrierLM against training compute");

  private ComputeStudy(Path out, BrierOptions options, int checkpoints, Engine engine) {
    this.out = out;
    this.options = options;
    this.checkpoints = checkpoints;
    this.engine = engine;
  }

  /**
   * Runs the study.
   *
   * @param args a folder for the report and for models made of checkpoints, a text, how many of its
   *     documents, how many checkpoints of each run, and {@code NAME=RUN} for every run
   * @throws IllegalArgumentException if there are fewer, or a run has no name or no checkpoints
   */
  public static void main(String[] args) {
    if (args.length < 5) {
      throw new IllegalArgumentException(
          "a study of compute needs OUT TEXT DOCUMENTS CHECKPOINTS NAME=RUN..., got "
              + String.join(" ", args));
    }
    BrierOptions options = BrierOptions.standard().withMaxTexts(Integer.parseInt(args[2]));
    try (Engine engine = Engine.create()) {
      ComputeStudy study =
          new ComputeStudy(Path.of(args[0]), options, Integer.parseInt(args[3]), engine);
      for (String named : Arrays.asList(args).subList(4, args.length)) {
        int equals = named.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("a run is spelled NAME=RUN, got " + named);
        }
        study.add(named.substring(0, equals), Path.of(named.substring(equals + 1)), args[1]);
      }
      System.out.println(study.report.write(study.out));
    }
  }

  /** Scores a run and adds its curve; the last checkpoint stands for the run in tables. */
  private void add(String name, Path run, String text) {
    List<Long> steps = chosen(Checkpoints.of(run).steps());
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          run + " holds no checkpoints: train with --checkpoint-every and --keep");
    }
    try (Opened opened = Opened.of(run, text, engine)) {
      double perStep = opened.flopsPerStep();
      List<ComputePoint> points = new ArrayList<>();
      for (long step : steps) {
        Checkpoints.of(run).restoreWeights(step, opened.training.parameters());
        BrierResult result = score(opened, out.resolve("models").resolve(name + "-" + step));
        points.add(EvaluationReport.point(perStep * step, result));
        report.model(name, result);
        print(name, step, perStep * step, result);
      }
      report.compute(name, points);
    }
  }

  private BrierResult score(Opened opened, Path folder) {
    opened.save.accept(folder);
    try (LanguageModel model = LanguageModel.open(folder, engine)) {
      return BrierLM.score(
          model.rollouts(), EvaluationTexts.documents(opened.text, CONTEXT), options);
    }
  }

  private static void print(String name, long step, double flops, BrierResult result) {
    double[] brier = result.brier();
    System.out.printf(
        "%-12s step %6d  %8.1f TFLOP  BrierLM %6.2f [%.2f, %.2f]  Brier-1 to 4 %.2f, %.2f, %.2f, %.2f%n",
        name,
        step,
        flops / 1e12,
        result.brierLm(),
        result.score().low(),
        result.score().high(),
        brier[0],
        brier[1],
        brier[2],
        brier[3]);
  }

  /** The last step, and others as evenly spread as they lie. */
  private List<Long> chosen(List<Long> steps) {
    int count = Math.min(checkpoints, steps.size());
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> steps.get((int) ((long) steps.size() * i / count) - 1))
        .toList();
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
      JsonNode recipe = provenance.configuration().path("recipe");
      // A token-level model's provenance holds its recipe and nothing beside it.
      JsonNode data = (recipe.isMissingNode() ? provenance.configuration() : recipe).path("data");
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
