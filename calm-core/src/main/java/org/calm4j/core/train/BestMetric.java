package org.calm4j.core.train;

/**
 * Which metric of an evaluation picks the best checkpoint.
 *
 * @param name a key of {@link Trainable#evaluate()}
 * @param higherIsBetter true for an accuracy, false for a loss
 */
public record BestMetric(String name, boolean higherIsBetter) {

  /**
   * Checks the name.
   *
   * @param name a key of {@link Trainable#evaluate()}
   * @param higherIsBetter true for an accuracy, false for a loss
   * @throws IllegalArgumentException if it is blank
   */
  public BestMetric {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the metric that picks the best checkpoint needs a name");
    }
  }

  /**
   * Compares two values.
   *
   * @param value the new value
   * @param than the best so far
   * @return whether the new one is better; never if it is not a number
   */
  public boolean isBetter(double value, double than) {
    return higherIsBetter ? value > than : value < than;
  }
}
