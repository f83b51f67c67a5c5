package org.calm4j.eval.plot;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long something takes at several sizes, and how much arithmetic it is. Immutable.
 *
 * @param name what the legend calls it
 * @param milliseconds time by size, more than 0
 * @param arithmetic floating-point operations by size, more than 0; the same sizes
 */
public record ScalingCurve(
    String name, SortedMap<Long, Double> milliseconds, SortedMap<Long, Double> arithmetic) {

  /**
   * Checks and copies the values.
   *
   * @param name what the legend calls it
   * @param milliseconds time by size
   * @param arithmetic floating-point operations by size
   * @throws IllegalArgumentException if there is no size, the sizes differ, or a value is not
   *     positive
   */
  public ScalingCurve {
    if (milliseconds.isEmpty() || !milliseconds.keySet().equals(arithmetic.keySet())) {
      throw new IllegalArgumentException(
          "a curve needs times and arithmetic of the same sizes, got %s and %s"
              .formatted(milliseconds.keySet(), arithmetic.keySet()));
    }
    requirePositive("sizes", milliseconds.keySet());
    requirePositive("times", milliseconds.values());
    requirePositive("arithmetic", arithmetic.values());
    milliseconds = Collections.unmodifiableSortedMap(new TreeMap<>(milliseconds));
    arithmetic = Collections.unmodifiableSortedMap(new TreeMap<>(arithmetic));
  }

  private static void requirePositive(String what, Iterable<? extends Number> values) {
    for (Number value : values) {
      if (!(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
        throw new IllegalArgumentException(
            what + " on a logarithmic axis must be positive, got " + value);
      }
    }
  }

  /** The times if they grew from the first on as the arithmetic does. */
  Curve proportional() {
    double perOperation =
        milliseconds.values().iterator().next() / arithmetic.values().iterator().next();
    return Curve.of(arithmetic).map(operations -> perOperation * operations);
  }
}
