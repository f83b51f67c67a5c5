package org.calm4j.core.engine.kernel;

/**
 * Constants of one AdamW update, with all corrections worked out.
 *
 * @param gradientScale gradients are multiplied by this first
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param decay 1 - learning rate * weight decay
 * @param stepSize learning rate / (1 - beta1^t)
 * @param rootScale 1 / sqrt(1 - beta2^t)
 * @param epsilon added to the root
 */
public record AdamWStep(
    float gradientScale,
    float beta1,
    float beta2,
    float decay,
    float stepSize,
    float rootScale,
    float epsilon) {

  /**
   * The same update for parameters that do not decay.
   *
   * @return decay 1
   */
  public AdamWStep withoutDecay() {
    return new AdamWStep(gradientScale, beta1, beta2, 1, stepSize, rootScale, epsilon);
  }
}
