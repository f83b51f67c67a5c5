package org.calm4j.examples.bench;

import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.CalmTraining;

/** A training step of the language model, targets encoded within the step. */
final class LanguageModelStepCase {
  private LanguageModelStepCase() {}

  static BenchCase of(BenchSizes sizes, int[] ids, Engine engine) {
    LmBenchSizes lm = sizes.lm();
    Autoencoder codec = RandomCodec.of(sizes, engine);
    TokenStore store = GivenIds.store(ids, lm.trainTokens(), sizes.vocabulary());
    CalmRecipe recipe =
        new CalmRecipe(lm.model(codec), lm.data(codec.chunkSize()), AdamWOptions.published());
    // The store of given ids has no name for its tokenizer that a codec could know.
    CalmTraining training = new CalmTraining(recipe, codec, store, store, 1, engine);
    return new TrainingStep(
        training, training::report, training::resetReport, lm.trainTokens(), engine, codec::close);
  }
}
