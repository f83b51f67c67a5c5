package org.calm4j.eval.plot;

import java.util.Collection;

/** Chooses between a linear and a logarithmic value axis, and its range. */
final class Scale {
  /** Curves that span more than this factor are read on a logarithmic axis. */
  private static final double LOGARITHMIC_SPAN = 30;

  private Scale() {}

  /** Gives a panel the axis that shows its curves best. */
  static Panel apply(Panel panel, Collection<Curve> curves) {
    double min = curves.stream().mapToDouble(Curve::min).min().orElseThrow();
    double max = curves.stream().mapToDouble(Curve::max).max().orElseThrow();
    if (min > 0 && max / min > LOGARITHMIC_SPAN) {
      return panel.logarithmic();
    }
    if (min == max) {
      double margin = min == 0 ? 1 : Math.abs(min) / 2;
      return panel.yRange(min - margin, max + margin);
    }
    // Zero belongs to the picture if it is near.
    return panel.yRange(min > 0 && min < max / 2 ? 0 : min, max < 0 && max > min / 2 ? 0 : max);
  }
}
