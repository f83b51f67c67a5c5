package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.generate.GenerationOptions;
import org.jspecify.annotations.Nullable;

/**
 * Scores the language models of the demonstration on the same stories.
 *
 * @param settings how
 * @param stories that chose no checkpoint
 * @param seed of the draws
 * @param stopped whether to end early
 * @param engine what the models run on
 */
record Scoring(
    DemoSettings settings, TokenStore stories, long seed, BooleanSupplier stopped, Engine engine) {
  private static final int THOUSAND = 1000;

  /** The figures of a model; null if it was stopped before the last story. */
  ScoreFigures.@Nullable Model of(Path folder, TrainingResult training) {
    ScoringSettings scoring = settings.scoring();
    EvaluationTexts texts = EvaluationTexts.documents(stories, scoring.contextTokens());
    if (stopped.getAsBoolean()) {
      return null;
    }
    try (LanguageModel model = LanguageModel.open(folder, engine)) {
      BrierResult score =
          BrierLM.score(
              model.rollouts(),
              texts,
              scoring.options(seed),
              // The first call comes before the first text, when there is no score to end with.
              (done, total) -> done == 0 || !stopped.getAsBoolean());
      if (!score.complete()) {
        return null;
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
    return model.generate(writing.prompt(), options).tokensPerSecond();
  }
}
