package org.calm4j.eval.bootstrap;

/**
 * A number and how far it may be off.
 *
 * @param value the estimate
 * @param interval around it; {@link Interval#NONE} if nothing is known
 */
public record Estimate(double value, Interval interval) {

  /**
   * The lowest that it may be.
   *
   * @return the interval's lower end, the value itself without an interval
   */
  public double low() {
    return interval.isKnown() ? Math.min(value, interval.low()) : value;
  }

  /**
   * The highest that it may be.
   *
   * @return the interval's upper end, the value itself without an interval
   */
  public double high() {
    return interval.isKnown() ? Math.max(value, interval.high()) : value;
  }
}
