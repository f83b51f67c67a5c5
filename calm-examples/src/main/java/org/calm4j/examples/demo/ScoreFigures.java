package org.calm4j.examples.demo;

import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.brier.BrierResult;

/**
 * CALM beside the token-level model, on the same held-out stories and after the same training time.
 *
 * @param calm the language model over vectors
 * @param ar the language model over tokens
 */
public record ScoreFigures(Model calm, Model ar) {

  /**
   * A model's figures.
   *
   * @param training how the training ended
   * @param score its BrierLM
   * @param writingTokensPerSecond speed at temperature 1
   * @param stepsPerThousandTokens autoregressive steps for a text of 1,000 tokens
   */
  public record Model(
      TrainingResult training,
      BrierResult score,
      double writingTokensPerSecond,
      int stepsPerThousandTokens) {}
}
