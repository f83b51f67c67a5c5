package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.generate.Generation;
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
  /** Texts whose speed counts, after as many that only warm up. */
  private static final int TIMED_TEXTS = 9;

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

  /** Tokens per second at temperature 1: the median of some texts after others. */
  private double writingSpeed(LanguageModel model) {
    LanguageModelSettings writing = settings.languageModel();
    GenerationOptions options =
        GenerationOptions.standard().withTemperature(1).withMaxTokens(writing.sampleTokens());
    return LongStream.range(0, 2 * TIMED_TEXTS)
        .mapToObj(text -> model.generate(writing.prompt(), options.withSeed(seed + text)))
        .skip(TIMED_TEXTS)
        .mapToDouble(Generation::tokensPerSecond)
        .sorted()
        .skip(TIMED_TEXTS / 2)
        .findFirst()
        .orElseThrow();
  }
}
