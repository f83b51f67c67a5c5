package org.calm4j.eval.plot;

import java.util.Collection;
import java.util.Set;

/** Chooses between a linear and a logarithmic value axis, and its range. */
final class Scale {
  /** Curves that span more than this factor are read on a logarithmic axis. */
  private static final double LOGARITHMIC_SPAN = 30;

  /** Read against zero: a speed, and a rate that starts and ends near zero by design. */
  private static final Set<String> FROM_ZERO = Set.of("tokens_per_s", "learning_rate");

  /** Part of the range that is left free at the ends that are not zero. */
  private static final double MARGIN = 0.04;

  private Scale() {}

  /** Gives a panel the axis that shows its curves best. */
  static Panel apply(Panel panel, String name, Collection<Curve> curves) {
    double min = curves.stream().mapToDouble(Curve::min).min().orElseThrow();
    double max = curves.stream().mapToDouble(Curve::max).max().orElseThrow();
    boolean fromZero = FROM_ZERO.contains(name) && min >= 0;
    if (min > 0 && max / min > LOGARITHMIC_SPAN && !fromZero) {
      return panel.logarithmic().yRange(min / 1.2, max * 1.2);
    }
    // Zero belongs to the picture if it is near.
    double low = fromZero || (min > 0 && min < max / 4) ? 0 : min;
    double high = max < 0 && max > min / 4 ? 0 : max;
    double range = low < high ? high - low : Math.max(1e-6, Math.abs(high));
    return panel.yRange(
        low == 0 ? 0 : low - MARGIN * range, high == 0 && low < 0 ? 0 : high + MARGIN * range);
  }
}
