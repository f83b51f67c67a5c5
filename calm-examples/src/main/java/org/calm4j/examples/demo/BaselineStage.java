package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.List;
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

/**
 * Trains the token-level model of the demonstration, then scores it and the language model on the
 * same stories. Used by one thread.
 */
final class BaselineStage implements AutoCloseable {
  private static final int THOUSAND = 1000;

  private final DemoSettings settings;
  private final Path out;
  private final long seed;
  private final TokenStore heldOut;
  private final Engine engine;
  private final ArRun run;

  BaselineStage(
      DemoSettings settings,
      Path out,
      long seed,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore heldOut,
      double minutes,
      Engine engine) {
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    this.heldOut = heldOut;
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

  /** Trains, then scores both. */
  ScoreFigures run(
      Path languageModel, LanguageModelFigures calm, List<? extends TrainingListener> watchers) {
    TrainingResult training = run.train(watchers);
    return new ScoreFigures(figures(languageModel, calm.training()), figures(out, training));
  }

  private ScoreFigures.Model figures(Path folder, TrainingResult training) {
    ScoringSettings scoring = settings.scoring();
    EvaluationTexts texts = EvaluationTexts.documents(heldOut, scoring.contextTokens());
    try (LanguageModel model = LanguageModel.open(folder, engine)) {
      BrierResult score = BrierLM.score(model.rollouts(), texts, scoring.options(seed));
      int k = model.rollouts().chunkSize();
      return new ScoreFigures.Model(training, score, writingSpeed(model), (THOUSAND + k - 1) / k);
    }
  }

  /** Tokens per second at temperature 1, of a text that is not the first. */
  private double writingSpeed(LanguageModel model) {
    LanguageModelSettings writing = settings.languageModel();
    GenerationOptions options =
        GenerationOptions.standard().withSeed(seed).withMaxTokens(writing.sampleTokens());
    model.generate(writing.prompt(), options);
    Generation written = model.generate(writing.prompt(), options);
    return written.tokensPerSecond();
  }

  @Override
  public void close() {
    run.close();
  }
}
