package org.calm4j.eval.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierResult;

/** How reports write scores and what they rest on. */
public final class Shown {
  /** Documents below which intervals are known to be too narrow. */
  static final int FEW_DOCUMENTS = 20;

  private Shown() {}

  static String percentage(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /**
   * An interval with its ends in brackets.
   *
   * @param interval of a percentage
   * @return for example {@code [5.93, 6.41]}, or {@code none}
   */
  public static String interval(Interval interval) {
    return interval.isKnown()
        ? "[" + percentage(interval.low()) + ", " + percentage(interval.high()) + "]"
        : "none";
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * A confidence in percent, with as many digits as it has.
   *
   * @param part in (0, 1)
   * @return for example {@code 95 %} or {@code 99.9 %}
   */
  public static String confidence(double part) {
    BigDecimal percent = BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }

  static String estimator(BrierResult result) {
    return result.options().estimator() == BrierEstimator.PUBLISHED
        ? "two samples (published)"
        : "all pairs of " + result.options().samples() + " samples";
  }

  /** What a reader must not overlook; empty if there is nothing. */
  static String warning(BrierResult result) {
    StringBuilder text = new StringBuilder();
    if (!result.complete()) {
      text.append("ended early: not all texts were read. ");
    }
    if (result.documents() == 1) {
      text.append("one document: no interval; .jsonl has a document per line. ");
    } else if (result.documents() < FEW_DOCUMENTS) {
      text.append("few documents: the interval is too narrow; .jsonl has a document per line. ");
    }
    return text.toString().strip();
  }
}
