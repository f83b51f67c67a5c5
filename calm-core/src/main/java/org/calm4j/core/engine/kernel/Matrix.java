package org.calm4j.core.engine.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row-major matrix in a window; its rows may lie further apart than they are wide. It can be
 * moved, so that going through tiles of an array makes no objects; who moves it does not share it
 * with other threads.
 */
public final class Matrix {
  private final Memory memory;
  private int offset;
  private int rows;
  private int columns;
  private int stride;

  /**
   * A matrix without rows, to be moved to its place.
   *
   * @param memory the window
   */
  public Matrix(Memory memory) {
    this(memory, 0, 0, 0, 0);
  }

  /**
   * A matrix at its place.
   *
   * @param memory the window: element (i, j) is {@code offset + i * stride + j}
   * @param offset its first element
   * @param rows number of rows
   * @param columns number of columns
   * @param stride elements from one row to the next
   */
  public Matrix(Memory memory, int offset, int rows, int columns, int stride) {
    this.memory = memory;
    move(offset, rows, columns, stride);
  }

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

  /**
   * Moves the matrix to another place of its window.
   *
   * @param offset its first element there
   * @param rows number of rows
   * @param columns number of columns
   * @param stride elements from one row to the next
   */
  public void move(int offset, int rows, int columns, int stride) {
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
  }

  /**
   * The window.
   *
   * @return what the matrix lies in
   */
  public Memory memory() {
    return memory;
  }

  /**
   * Where the matrix begins.
   *
   * @return its first element
   */
  public int offset() {
    return offset;
  }

  /**
   * Number of rows.
   *
   * @return 0 before it has a place
   */
  public int rows() {
    return rows;
  }

  /**
   * Number of columns.
   *
   * @return 0 before it has a place
   */
  public int columns() {
    return columns;
  }

  /**
   * Elements from one row to the next.
   *
   * @return at least the columns, where there are several rows
   */
  public int stride() {
    return stride;
  }
}
