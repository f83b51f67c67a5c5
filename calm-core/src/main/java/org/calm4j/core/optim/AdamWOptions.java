package org.calm4j.core.optim;

/**
 * Constants of {@link AdamW}; the learning rate comes from a schedule.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled decay of the parameters that decay, at least 0
 * @param clipNorm gradients are scaled down to this global norm; 0 for no clipping
 */
public record AdamWOptions(
    double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {

  /**
   * Checks the ranges.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the second moment, above 0
   * @param weightDecay decoupled decay of the parameters that decay, at least 0
   * @param clipNorm gradients are scaled down to this global norm; 0 for no clipping
   * @throws IllegalArgumentException if a value is out of range
   */
  public AdamWOptions {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("betas must be in [0, 1), got " + beta1 + " and " + beta2);
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
    }
    if (!(weightDecay >= 0 && clipNorm >= 0)) {
      throw new IllegalArgumentException(
          "weight decay and clip norm must not be below 0, got %s and %s"
              .formatted(weightDecay, clipNorm));
    }
  }

  /**
   * The published constants.
   *
   * @return betas (0.9, 0.95), epsilon 1e-8, decay 0.1, clip 1
   */
  public static AdamWOptions published() {
    return new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1.0);
  }
}
