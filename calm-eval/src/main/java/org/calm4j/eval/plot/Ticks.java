package org.calm4j.eval.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as axes and legends show them. */
final class Ticks {
  private Ticks() {}

  /** Three significant digits and no zeros at the end: 1,200 or 0.05 or 3e-7. */
  static String number(double value) {
    return number(value, 3);
  }

  static String number(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    double size = Math.abs(value);
    if (size < 9.9e-7 || size >= 1e9) {
      return rounded.unscaledValue() + "e" + -rounded.scale();
    }
    return size >= 1000
        ? String.format(Locale.ROOT, "%,d", Math.round(rounded.doubleValue()))
        : rounded.toPlainString();
  }

  /** A share as a percentage that keeps its distance from 100 % readable: 0.999871 is 99.987 %. */
  static String percent(double share) {
    double wrong = 100 * (1 - share);
    int decimals =
        wrong <= 0 ? 0 : (int) Math.min(6, Math.max(1, 1 - Math.floor(Math.log10(wrong))));
    return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
  }

  /** A whole number with its thousands apart. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }
}
