package org.calm4j.eval.plot;

import java.util.Arrays;
import java.util.Collection;

/**
 * A logarithmic axis for errors in percent, whole decades long. An error of 0 has no place on such
 * an axis: it is drawn on the lowest line, which is then labelled 0.
 *
 * @param floor value of the lowest line, a power of ten
 * @param top value of the highest line, a power of ten
 * @param zeros whether an error of 0 lies on the lowest line
 */
record ErrorScale(double floor, double top, boolean zeros) {
  /** Below and above, so that marks on the outer lines are whole. */
  private static final double ROOM = 0.85;

  private static final double SMALLEST_DEFAULT = 0.01;

  static ErrorScale of(Collection<Curve> accuracies) {
    double[] errors =
        accuracies.stream()
            .flatMapToDouble(curve -> Arrays.stream(curve.y()))
            .map(accuracy -> 100 * (1 - accuracy))
            .toArray();
    double smallest = Arrays.stream(errors).filter(e -> e > 0).min().orElse(SMALLEST_DEFAULT);
    double largest = Arrays.stream(errors).max().orElse(0);
    boolean zeros = Arrays.stream(errors).anyMatch(e -> e <= 0);
    int low = (int) Math.floor(Math.log10(smallest)) - (zeros ? 1 : 0);
    int high = (int) Math.ceil(Math.log10(Math.max(largest, smallest)));
    return new ErrorScale(Math.pow(10, low), Math.pow(10, Math.max(high, low + 1)), zeros);
  }

  Curve errors(Curve accuracy) {
    return accuracy.map(y -> Math.max(floor, 100 * (1 - y)));
  }

  Panel apply(Panel panel) {
    return panel
        .logarithmic()
        .yRange(ROOM * floor, top / ROOM)
        .yTicks(y -> zeros && y < 1.01 * floor ? "0" : Ticks.number(y));
  }
}
