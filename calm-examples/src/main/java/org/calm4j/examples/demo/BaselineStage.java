package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.List;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.ar.ArRun;

/** Trains the token-level model of the demonstration. Used by one thread. */
final class BaselineStage implements AutoCloseable {
  private final ArRun run;

  BaselineStage(
      BaselineSettings baseline,
      Path out,
      long seed,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore heldOut,
      double minutes,
      Engine engine) {
    TrainingOptions options =
        DemoSettings.training(
            minutes,
            baseline.schedule(),
            baseline.evaluateEvery(),
            new BestMetric("cross_entropy", false),
            seed);
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

  TrainingResult run(List<? extends TrainingListener> watchers) {
    return run.train(watchers);
  }

  @Override
  public void close() {
    run.close();
  }
}
