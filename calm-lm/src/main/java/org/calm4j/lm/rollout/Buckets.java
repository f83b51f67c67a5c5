package org.calm4j.lm.rollout;

/** Row counts that plans are made for: more rows than needed, but few different counts. */
final class Buckets {
  private static final int SMALLEST_STEP = 8;

  /** Counts from a power of two to the next. */
  private static final int STEPS = 4;

  private Buckets() {}

  /**
   * A count that is at most a quarter more than wanted, or 7 more.
   *
   * @param rows at least 1
   */
  static int of(int rows) {
    if (rows <= SMALLEST_STEP / 2) {
      return powerOfTwo(rows);
    }
    int step = Math.max(SMALLEST_STEP, Integer.highestOneBit(rows) / STEPS);
    return (rows + step - 1) / step * step;
  }

  /**
   * The next power of two.
   *
   * @param count at least 1
   */
  static int powerOfTwo(int count) {
    return Integer.highestOneBit(2 * count - 1);
  }
}
