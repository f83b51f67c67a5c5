package org.calm4j.examples.report;

import java.util.Locale;

/** How figures are written for people. */
public final class Figures {
  private Figures() {}

  /**
   * A whole number in groups of three.
   *
   * @param value any number
   * @return for example {@code 1,234,567}
   */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * A number with a fixed number of decimals.
   *
   * @param value any number
   * @param decimals at least 0
   * @return for example {@code 3.14}
   */
  public static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /**
   * A part of a whole. It never rounds up to 100 %.
   *
   * @param value in [0, 1], or NaN if there was nothing to count
   * @return for example {@code 99.87 %}
   */
  public static String percent(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    // The small number makes up for fractions such as 0.29 that lie below themselves.
    double cut = Math.floor(value * 100_000 + 1e-7) / 1000;
    return String.format(Locale.ROOT, "%.3f %%", cut);
  }

  /**
   * A time.
   *
   * @param seconds at least 0
   * @return for example {@code 8.3 s} or {@code 2:05 min}
   */
  public static String time(double seconds) {
    if (seconds < 60) {
      return decimal(seconds, 1) + " s";
    }
    long all = Math.round(seconds);
    return all < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", all / 60, all % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d h", all / 3600, all / 60 % 60, all % 60);
  }
}
