package org.calm4j.autoencoder;

import org.calm4j.core.optim.AdamWOptions;

/**
 * Everything that decides about an autoencoder besides the text, the budget and the schedule.
 *
 * @param model the architecture
 * @param objective what is trained for
 * @param data sizes of batches
 * @param optimizer constants of AdamW
 */
public record AutoencoderRecipe(
    AutoencoderConfig model,
    AutoencoderObjective objective,
    TrainingData data,
    AdamWOptions optimizer) {

  /**
   * The published recipe for a vocabulary, with batches that fit a desktop: 4096 tokens. The
   * published half a million tokens a step are reached by accumulation.
   *
   * @param vocabSize number of token ids
   * @return published sizes, objective and optimiser
   */
  public static AutoencoderRecipe published(int vocabSize) {
    return new AutoencoderRecipe(
        AutoencoderConfig.published(vocabSize),
        AutoencoderObjective.published(),
        new TrainingData(4096, 16, 200_000),
        AdamWOptions.published());
  }

  /**
   * A recipe for simple text and a few minutes on two cores: K = 4, hidden 192, latent 64, dropouts
   * of 0.05, everything else as published.
   *
   * @param vocabSize number of token ids, a few hundred
   * @return a small recipe
   */
  public static AutoencoderRecipe small(int vocabSize) {
    return new AutoencoderRecipe(
        AutoencoderConfig.published(vocabSize).withSizes(4, 192, 64),
        AutoencoderObjective.published().withDropouts(0.05, 0.05),
        new TrainingData(4096, 16, 100_000),
        AdamWOptions.published());
  }
}
