package org.calm4j.eval.report;

import java.util.Locale;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierResult;

/** How reports write what a score rests on. */
final class Shown {
  /** Documents below which intervals are known to be too narrow. */
  static final int FEW_DOCUMENTS = 20;

  private Shown() {}

  static String percentage(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String interval(Interval interval) {
    return interval.isKnown()
        ? "[" + percentage(interval.low()) + ", " + percentage(interval.high()) + "]"
        : "none";
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String confidence(double part) {
    String percent = String.format(Locale.ROOT, "%.1f", 100 * part);
    return (percent.endsWith(".0") ? percent.substring(0, percent.length() - 2) : percent) + " %";
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
      text.append("one document: no interval. ");
    } else if (result.documents() < FEW_DOCUMENTS) {
      text.append("few documents: the interval is too narrow. ");
    }
    return text.toString().strip();
  }
}
