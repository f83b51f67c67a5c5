package org.calm4j.examples.bench;

import java.util.List;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.CalmTraining;

/**
 * A training step of the language model, targets encoded within the step, optimiser included,
 * always on the same tokens.
 */
final class LanguageModelStepCase implements BenchCase {
  private static final double LEARNING_RATE = 3e-4;

  private final Autoencoder codec;
  private final CalmTraining training;
  private final AdamW optimizer;
  private final long tokens;
  private long step;

  LanguageModelStepCase(BenchSizes sizes, int[] ids, Engine engine) {
    LmBenchSizes lm = sizes.lm();
    codec = RandomCodec.of(sizes, engine);
    tokens = (long) lm.texts() * lm.textTokens();
    TokenStore store = GivenIds.store(ids, (int) tokens, sizes.vocabulary());
    // The last chunk of a text is only predicted, as the peer has it.
    int positions = lm.textTokens() / codec.chunkSize() - 1;
    CalmRecipe recipe =
        new CalmRecipe(
            lm.model(codec),
            new CalmData(lm.texts(), positions, lm.texts(), false),
            AdamWOptions.published());
    // The store of given ids has no name for its tokenizer that a codec could know.
    training = new CalmTraining(recipe, codec, store, store, 1, engine);
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
    return tokens;
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
    codec.close();
  }
}
