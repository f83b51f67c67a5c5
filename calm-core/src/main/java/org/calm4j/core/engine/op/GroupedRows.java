package org.calm4j.core.engine.op;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows {@code [groups * k, n]} whose groups of k neighbours share a row of a modulation {@code
 * [groups, parts * n]}.
 *
 * @param rows number of rows
 * @param n size of a row
 * @param groups number of groups
 * @param stride size of a row of the modulation
 */
record GroupedRows(int rows, int n, int groups, int stride) {

  static GroupedRows of(INDArray x, INDArray modulation) {
    return new GroupedRows(
        (int) x.size(0), (int) x.size(1), (int) modulation.size(0), (int) modulation.size(1));
  }

  /** Refuses a modulation that does not fit the rows. */
  static void require(String op, long[] x, long[] modulation, int parts) {
    if (x.length != 2
        || modulation.length != 2
        || x[0] % modulation[0] != 0
        || modulation[1] % x[1] != 0
        || modulation[1] < parts * x[1]) {
      throw new IllegalArgumentException(
          "%s needs rows [groups * k, n] and a modulation [groups, parts * n] of at least %d parts, got %s and %s"
              .formatted(op, parts, Arrays.toString(x), Arrays.toString(modulation)));
    }
  }

  int perGroup() {
    return rows / groups;
  }

  /** What happens to a row or a group: its first element, and that of its modulation. */
  @FunctionalInterface
  interface Body {
    void accept(int at, int modulation);
  }

  /** Prepares going through the rows, shared by the threads. */
  BoundOp eachRow(Kernels kernels, int costPerElement, Body body) {
    return kernels.rows(
        rows,
        costPerElement * n,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            body.accept(row * n, row / perGroup() * stride);
          }
        });
  }

  /**
   * Prepares going through the groups, shared by the threads: nobody else writes what is one
   * group's.
   */
  BoundOp eachGroup(Kernels kernels, int costPerElement, Body body) {
    return kernels.rows(
        groups,
        costPerElement * n * perGroup(),
        (from, to) -> {
          for (int group = from; group < to; group++) {
            body.accept(group * perGroup() * n, group * stride);
          }
        });
  }
}
