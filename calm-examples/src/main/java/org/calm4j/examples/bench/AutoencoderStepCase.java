package org.calm4j.examples.bench;

import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderTraining;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;

/** A training step of the autoencoder. */
final class AutoencoderStepCase {
  private static final int CHUNKS_PER_BLOCK = 16;

  private AutoencoderStepCase() {}

  static BenchCase of(BenchSizes sizes, int[] ids, Engine engine) {
    TokenStore store = GivenIds.store(ids, sizes.trainTokens(), sizes.vocabulary());
    TrainingData data = new TrainingData(sizes.trainTokens(), CHUNKS_PER_BLOCK, 1);
    AutoencoderTraining training =
        new AutoencoderTraining(
            sizes.autoencoder(4), AutoencoderObjective.published(), data, store, store, 1, engine);
    return new TrainingStep(
        training,
        training::report,
        training::resetReport,
        training.tokensPerMicroBatch(),
        engine,
        () -> {});
  }
}
