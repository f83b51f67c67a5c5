package org.calm4j.core.engine.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row-major matrix in a window; its rows may lie further apart than they are wide.
 *
 * @param memory the window: element (i, j) is {@code offset + i * stride + j}
 * @param offset its first element
 * @param rows number of rows
 * @param columns number of columns
 * @param stride elements from one row to the next
 */
public record Matrix(Memory memory, int offset, int rows, int columns, int stride) {

  /**
   * Whether kernels can see an array as a matrix.
   *
   * @param array any array
   * @return whether it is row-major, of rank 2, and of at most 2 GB with the gaps between its rows
   */
  public static boolean fits(INDArray array) {
    return array.rank() == 2
        && array.ordering() == 'c'
        && (array.size(1) == 1 || array.stride(1) == 1)
        && Memory.fits(span(array));
  }

  /**
   * Views an array.
   *
   * @param array FLOAT, one that {@link #fits}
   * @return a matrix in its memory
   * @throws IllegalArgumentException if it does not fit
   */
  public static Matrix of(INDArray array) {
    if (!fits(array)) {
      throw new IllegalArgumentException(
          "a kernel needs a row-major matrix of at most 2 GB, got " + array.shapeInfoToString());
    }
    return new Matrix(
        Memory.span(array, span(array)),
        0,
        (int) array.size(0),
        (int) array.size(1),
        (int) stride(array));
  }

  private static long stride(INDArray array) {
    // A single row has no next one: what ND4J says about its stride may be anything.
    return array.size(0) == 1 ? array.size(1) : array.stride(0);
  }

  private static long span(INDArray array) {
    return (array.size(0) - 1) * stride(array) + array.size(1);
  }
}
