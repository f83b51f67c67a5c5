package org.calm4j.eval.plot;

import org.calm4j.eval.bootstrap.Estimate;

/**
 * What a model scored after so much training.
 *
 * @param flops floating-point operations that training took, more than 0
 * @param score the score
 */
public record ComputePoint(double flops, Estimate score) {

  /**
   * Checks the values.
   *
   * @param flops floating-point operations
   * @param score the score
   * @throws IllegalArgumentException if the operations are not positive or a number is not finite
   */
  public ComputePoint {
    if (!(flops > 0 && Double.isFinite(flops))) {
      throw new IllegalArgumentException("training compute must be positive, got " + flops);
    }
    if (!Double.isFinite(score.value())) {
      throw new IllegalArgumentException("a score must be finite, got " + score.value());
    }
  }
}
