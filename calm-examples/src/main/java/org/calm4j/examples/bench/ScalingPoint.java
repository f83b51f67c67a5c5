package org.calm4j.examples.bench;

/**
 * The time of a training step at one size.
 *
 * @param axis which size
 * @param value that size
 * @param threads threads that computed
 * @param times of the steps
 * @param flops floating-point operations of the matrix products of a step
 */
public record ScalingPoint(
    ScalingAxis axis, int value, int threads, Measurement times, double flops) {

  /**
   * Speed of a median step, all else but the products included in the time.
   *
   * @return floating-point operations per second
   */
  public double flopsPerSecond() {
    return 1000 * flops / times.medianMs();
  }
}
