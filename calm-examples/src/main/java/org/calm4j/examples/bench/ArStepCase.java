package org.calm4j.examples.bench;

import org.calm4j.core.engine.Engine;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.lm.ar.ArRecipe;
import org.calm4j.lm.ar.ArTraining;

/** A training step of the token-level model. */
final class ArStepCase {
  private ArStepCase() {}

  static BenchCase of(BenchSizes sizes, int[] ids, Engine engine) {
    LmBenchSizes lm = sizes.lm();
    TokenStore store = GivenIds.store(ids, lm.trainTokens(), sizes.vocabulary());
    ArRecipe recipe =
        new ArRecipe(lm.tokenModel(sizes.vocabulary()), lm.data(1), AdamWOptions.published());
    ArTraining training = new ArTraining(recipe, store, store, 1, engine);
    return new TrainingStep(
        training, training::report, training::resetReport, lm.trainTokens(), engine, () -> {});
  }
}
