package org.calm4j.core.engine.op;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views on dense row-major arrays. */
final class Views {
  private Views() {}

  /** The rows {@code [from, from + count)} of an array of the given width, as a matrix. */
  static INDArray rows(INDArray array, long from, long count, long width) {
    return Nd4j.create(
        array.data(),
        new long[] {count, width},
        new long[] {width, 1},
        array.offset() + from * width,
        'c');
  }

  /** Some columns of a dense row-major matrix, without a copy. */
  static INDArray columns(INDArray matrix, long from, long count) {
    return Nd4j.create(
        matrix.data(),
        new long[] {matrix.size(0), count},
        new long[] {matrix.size(1), 1},
        matrix.offset() + from,
        'c');
  }

  /** The columns of a matrix from one on. */
  static INDArray columns(INDArray matrix, long from) {
    return columns(matrix, from, matrix.size(1) - from);
  }

  /** The whole array as a matrix [rows, width of the last axis]. */
  static INDArray matrix(INDArray array) {
    long width = array.size(-1);
    return array.rank() == 2 ? array : rows(array, 0, array.length() / width, width);
  }

  /** Whether two arrays begin at one address. */
  static boolean same(INDArray a, INDArray b) {
    return a.data().pointer().address() == b.data().pointer().address() && a.offset() == b.offset();
  }
}
