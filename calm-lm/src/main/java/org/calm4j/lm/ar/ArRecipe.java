package org.calm4j.lm.ar;

import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.lm.CalmData;

/**
 * Everything that decides about a token-level model besides the text, the budget and the schedule.
 *
 * @param model the architecture
 * @param data how text becomes batches; a chunk is one token here
 * @param optimizer constants of AdamW
 */
public record ArRecipe(ArConfig model, CalmData data, AdamWOptions optimizer) {

  /**
   * Checks that texts fit the context.
   *
   * @param model the architecture
   * @param data how text becomes batches
   * @param optimizer constants of AdamW
   * @throws IllegalArgumentException if a text is longer than the model's positions
   */
  public ArRecipe {
    data.requireFits(model.backbone(), "tokens");
  }
}
