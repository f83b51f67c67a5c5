package org.calm4j.examples.bench;

import java.util.List;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderTraining;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;

/** A training step of the autoencoder, optimiser included, always on the same tokens. */
final class AutoencoderStepCase implements BenchCase {
  private static final int CHUNKS_PER_BLOCK = 16;
  private static final double LEARNING_RATE = 3e-4;

  private final AutoencoderTraining training;
  private final AdamW optimizer;
  private long step;

  AutoencoderStepCase(BenchSizes sizes, int[] ids, Engine engine) {
    TokenStore store = GivenIds.store(ids, sizes.trainTokens(), sizes.vocabulary());
    TrainingData data = new TrainingData(sizes.trainTokens(), CHUNKS_PER_BLOCK, 1);
    training =
        new AutoencoderTraining(
            sizes.autoencoder(4), AutoencoderObjective.published(), data, store, store, 1, engine);
    optimizer =
        new AdamW(
            engine,
            training.parameters(),
            training.gradients(),
            name -> true,
            AdamWOptions.published());
  }

  @Override
  public void run() {
    training.computeGradients(++step, 0);
    optimizer.update(LEARNING_RATE, 1);
  }

  @Override
  public long tokens() {
    return training.tokensPerMicroBatch();
  }

  @Override
  public double flops() {
    return training.report().flops();
  }

  @Override
  public List<PlanReport> reports() {
    return List.of(training.report());
  }

  @Override
  public void warmedUp() {
    training.resetReport();
  }

  @Override
  public void close() {
    optimizer.close();
    training.close();
  }
}
