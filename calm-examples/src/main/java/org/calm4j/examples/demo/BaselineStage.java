package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.ar.ArRun;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;
import org.jspecify.annotations.Nullable;

/**
 * Trains the token-level model of the demonstration, then scores it and the language model on the
 * same stories. Used by one thread.
 */
final class BaselineStage implements AutoCloseable {
  private static final int THOUSAND = 1000;

  private final DemoSettings settings;
  private final Path out;
  private final long seed;
  private final TokenStore unseen;
  private final Engine engine;
  private final ArRun run;

  BaselineStage(
      DemoSettings settings,
      Path out,
      long seed,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore heldOut,
      TokenStore unseen,
      double minutes,
      Engine engine) {
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    this.unseen = unseen;
    this.engine = engine;
    BaselineSettings baseline = settings.baseline();
    TrainingOptions options =
        TrainingOptions.of(new Budget.Minutes(minutes), baseline.schedule())
            .withEvaluateEvery(baseline.evaluateEvery())
            .withCheckpoints(0, 1)
            .withBest(new BestMetric("cross_entropy", false))
            .withSeed(seed);
    run =
        new ArRun(
            out,
            baseline.recipe(tokenizer.vocabularySize()),
            options,
            tokenizer,
            train,
            heldOut,
            engine,
            false);
  }

  ArRun training() {
    return run;
  }

  /** Trains, then scores both; null if the training or the scoring was stopped. */
  @Nullable ScoreFigures run(
      Path languageModel,
      LanguageModelFigures calm,
      List<? extends TrainingListener> watchers,
      BooleanSupplier stopped) {
    TrainingResult training = run.train(watchers);
    if (!training.complete()) {
      return null;
    }
    try {
      return new ScoreFigures(
          figures(languageModel, calm.training(), stopped), figures(out, training, stopped));
    } catch (CancellationException e) {
      return null;
    }
  }

  private ScoreFigures.Model figures(
      Path folder, TrainingResult training, BooleanSupplier stopped) {
    ScoringSettings scoring = settings.scoring();
    EvaluationTexts texts = EvaluationTexts.documents(unseen, scoring.contextTokens());
    try (LanguageModel model = LanguageModel.open(folder, engine)) {
      BrierResult score =
          BrierLM.score(
              model.rollouts(),
              texts,
              scoring.options(seed),
              (done, total) -> !stopped.getAsBoolean());
      if (!score.complete()) {
        throw new CancellationException("stopped before all texts were scored");
      }
      int k = model.rollouts().chunkSize();
      return new ScoreFigures.Model(training, score, writingSpeed(model), (THOUSAND + k - 1) / k);
    }
  }

  /** Tokens per second at temperature 1, of a text that is not the first. */
  private double writingSpeed(LanguageModel model) {
    LanguageModelSettings writing = settings.languageModel();
    GenerationOptions options =
        GenerationOptions.standard()
            .withTemperature(1)
            .withSeed(seed)
            .withMaxTokens(writing.sampleTokens());
    model.generate(writing.prompt(), options);
    Generation written = model.generate(writing.prompt(), options);
    return written.tokensPerSecond();
  }

  @Override
  public void close() {
    run.close();
  }
}
