package org.calm4j.eval.plot;

/**
 * The range of a logarithmic axis. Powers of ten are its only labels, so that it holds at least two
 * of them.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Decades(double low, double high) {
  private static final int LEAST_LABELS = 2;

  /**
   * A range around values, with some room.
   *
   * @param below the factor of room below
   * @param above the factor of room above
   */
  static Decades around(double min, double max, double below, double above) {
    double low = Math.log10(min / below);
    double high = Math.log10(max * above);
    // First down or first up, where less is empty then.
    boolean downFirst = low - Math.floor(low) < Math.ceil(high) - high;
    for (int i = 0; i < LEAST_LABELS && labels(low, high) < LEAST_LABELS; i++) {
      if (downFirst == (i == 0)) {
        low = Math.floor(low);
      } else {
        high = Math.ceil(high);
      }
    }
    return new Decades(Math.pow(10, low), Math.pow(10, high));
  }

  private static int labels(double low, double high) {
    return (int) (Math.floor(high) - Math.ceil(low)) + 1;
  }
}
