package org.calm4j.eval.plot;

import java.util.List;
import org.calm4j.eval.bootstrap.Estimate;

/**
 * The value axis of scores and their intervals: logarithmic if they are all positive and far apart,
 * otherwise from zero if zero is near.
 *
 * @param logarithmic whether it is
 * @param low its lower end
 * @param high its upper end
 */
record ScoreScale(boolean logarithmic, double low, double high) {
  /** Scores that span more than this factor are read on a logarithmic axis. */
  private static final double LOGARITHMIC_SPAN = 10;

  private static final double MARGIN = 0.08;

  /** Room below, where text may stand. */
  private static final double FOOT = 0.07;

  /** Room above, where the legend is. */
  private static final double TOP = 0.16;

  static ScoreScale of(List<Estimate> scores) {
    double min = scores.stream().mapToDouble(Estimate::low).min().orElseThrow();
    double max = scores.stream().mapToDouble(Estimate::high).max().orElseThrow();
    if (min > 0 && max / min > LOGARITHMIC_SPAN) {
      Decades decades = Decades.around(min, max, 1.6, 1.4);
      return new ScoreScale(true, decades.low(), decades.high());
    }
    double low = min >= 0 && min < max / 2 ? 0 : min;
    double range = low < max ? max - low : Math.max(1e-6, Math.abs(max));
    return new ScoreScale(false, low == 0 ? 0 : low - MARGIN * range, max + TOP * range);
  }

  Panel apply(Panel panel) {
    return logarithmic ? panel.logarithmic().yRange(low, high) : panel.yRange(low, high);
  }

  /** With room for a line of text at the lower end. */
  ScoreScale withFoot() {
    return new ScoreScale(logarithmic, at(-FOOT), high);
  }

  /** A place on the axis: 0 is its lower end, 1 its upper. */
  double at(double part) {
    return logarithmic ? low * Math.pow(high / low, part) : low + part * (high - low);
  }
}
