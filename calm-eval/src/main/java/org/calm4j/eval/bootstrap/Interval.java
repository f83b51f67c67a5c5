package org.calm4j.eval.bootstrap;

/**
 * A range that is meant to hold an unknown value, or the absence of one.
 *
 * @param low its lower end; NaN if there is none
 * @param high its upper end; NaN if there is none
 */
public record Interval(double low, double high) {
  /** No interval: nothing is known about the error. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

  /**
   * Checks the order.
   *
   * @param low its lower end
   * @param high its upper end
   * @throws IllegalArgumentException if the ends are in the wrong order or only one is NaN
   */
  public Interval {
    if (Double.isNaN(low) != Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException(
          "an interval goes from low to high, got " + low + " and " + high);
    }
  }

  /**
   * Whether there is an interval.
   *
   * @return false for {@link #NONE}
   */
  public boolean isKnown() {
    return !Double.isNaN(low);
  }

  /**
   * Whether a value lies inside.
   *
   * @param value any number
   * @return false if there is no interval
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /**
   * The interval of a multiple.
   *
   * @param factor at least 0
   * @return both ends multiplied
   */
  public Interval times(double factor) {
    return new Interval(factor * low, factor * high);
  }
}
