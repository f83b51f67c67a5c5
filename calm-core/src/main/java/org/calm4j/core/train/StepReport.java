package org.calm4j.core.train;

import java.util.Map;

/**
 * What one training step did.
 *
 * @param step the step, from 1
 * @param fraction how much of the budget is spent after this step, in [0, 1]
 * @param losses mean loss terms over the step's micro-batches, the total under {@link
 *     Trainable#LOSS}
 * @param learningRate the rate of this step
 * @param gradientNorm global norm of the gradients before clipping
 * @param tokens tokens learnt from since the start of the run
 * @param tokensPerSecond present pace of the steps, without evaluations and checkpoints
 * @param elapsedSeconds training time since the start of the run
 * @param etaSeconds estimated time to the end of the run
 */
public record StepReport(
    long step,
    double fraction,
    Map<String, Double> losses,
    double learningRate,
    double gradientNorm,
    long tokens,
    double tokensPerSecond,
    double elapsedSeconds,
    double etaSeconds) {

  /**
   * The loss that is minimised.
   *
   * @return mean over the step's micro-batches
   */
  public double loss() {
    return losses.getOrDefault(Trainable.LOSS, Double.NaN);
  }
}
