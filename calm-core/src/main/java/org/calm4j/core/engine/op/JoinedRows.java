package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sizes of a {@link JoinedLinear}.
 *
 * @param count rows of the table
 * @param n width of a row of the table
 * @param chunks rows of the result
 * @param k table rows per chunk
 * @param out width of a row of the result
 */
record JoinedRows(int count, int n, int chunks, int k, int out) {

  /** From the shapes of table, indices and weight. */
  static JoinedRows of(List<long[]> inputs) {
    int n = (int) inputs.get(0)[1];
    int k = (int) (inputs.get(2)[1] / n);
    return new JoinedRows(
        (int) inputs.get(0)[0], n, (int) (inputs.get(1)[0] / k), k, (int) inputs.get(2)[0]);
  }

  /** Whether each row of the table is multiplied once per position: that is less arithmetic. */
  boolean perTableRow() {
    return count < chunks;
  }

  long flops() {
    return 2L * Math.min(count, chunks) * k * n * out;
  }

  long scratchLength() {
    return perTableRow() ? (long) k * count * out : (long) chunks * k * n;
  }

  /** The columns of a weight that act on one position. */
  INDArray slot(INDArray weight, int slot) {
    return Views.columns(weight, (long) slot * n, n);
  }

  void requireIndices(Memory indices) {
    for (int i = 0; i < chunks * k; i++) {
      int index = indices.getInt(i);
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "index %d at position %d lies outside the table of %d rows".formatted(index, i, count));
      }
    }
  }

  /** Prepares writing the table rows of every chunk side by side. */
  BoundOp join(Kernels kernels, Memory table, Memory indices, Memory joined) {
    return kernels.rows(
        chunks * k,
        2 * n,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            table.copyTo(indices.getInt(i) * n, joined, i * n, n);
          }
        });
  }
}
