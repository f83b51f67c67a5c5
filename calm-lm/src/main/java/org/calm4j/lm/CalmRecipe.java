package org.calm4j.lm;

import org.calm4j.core.optim.AdamWOptions;

/**
 * Everything that decides about a language model besides its autoencoder, the text, the budget and
 * the schedule.
 *
 * @param model the architecture
 * @param data how text becomes batches
 * @param optimizer constants of AdamW
 */
public record CalmRecipe(CalmConfig model, CalmData data, AdamWOptions optimizer) {

  /**
   * Checks that texts fit the context.
   *
   * @param model the architecture
   * @param data how text becomes batches
   * @param optimizer constants of AdamW
   * @throws IllegalArgumentException if a text is longer than the model's positions
   */
  public CalmRecipe {
    data.requireFits(model.backbone(), "chunks");
  }
}
