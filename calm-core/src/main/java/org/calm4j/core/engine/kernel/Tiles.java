package org.calm4j.core.engine.kernel;

/**
 * The innermost part of {@link BlockProduct}: a tile of the result from copies on the heap.
 * Implementations have no state. {@code BlockProductTest} checks them against float64.
 */
interface Tiles {
  /** Rows of a tile. */
  int ROWS = 8;

  /** From one row of coefficients to the next: not a power of two, for the sake of the cache. */
  int ROW = ProductRoom.DEPTH + 16;

  /** From one step of turned coefficients to the next. */
  int STEP = ProductRoom.ROWS;

  /** Columns of a tile and of a panel, at most {@link ProductRoom#WIDEST}. */
  int columns();

  /**
   * tile[r, i] = sum over p of a[ao + r * ROW + p] * b[bo + p * columns + i].
   *
   * @param a the coefficients, steps side by side
   * @param ao the first
   * @param b a panel
   * @param bo its first element
   * @param depth steps
   * @param tile {@code [ROWS, columns]}, overwritten
   */
  void multiply(float[] a, int ao, float[] b, int bo, int depth, float[] tile);

  /**
   * tile[r, i] = sum over p of a[ao + p * STEP + r] * b[bo + p * columns + i].
   *
   * @param a the coefficients, rows side by side
   * @param ao the first
   * @param b a panel
   * @param bo its first element
   * @param depth steps
   * @param tile {@code [ROWS, columns]}, overwritten
   */
  void multiplyTurned(float[] a, int ao, float[] b, int bo, int depth, float[] tile);

  /** Writes a tile, or what of it belongs to the matrix, into rows of the given distance. */
  void store(float[] tile, Memory c, int at, int stride, int rows, int columns);

  /** Adds a tile, or what of it belongs to the matrix, to rows of the given distance. */
  void add(float[] tile, Memory c, int at, int stride, int rows, int columns);

  /**
   * Copies columns of a matrix into turned coefficients, {@link #STEP} apart.
   *
   * @param rows window of the matrix
   * @param from first element to copy
   * @param stride elements from one row to the next
   * @param depth rows to copy
   * @param columns how many columns, at most {@link #STEP}
   * @param a where to
   */
  void copy(Memory rows, int from, int stride, int depth, int columns, float[] a);

  /**
   * Copies columns of a matrix into a panel; zeros fill it.
   *
   * @param rows window of the matrix
   * @param from first element to copy
   * @param stride elements from one row to the next
   * @param depth rows to copy
   * @param columns how many of a panel's columns there are
   * @param panel where to
   * @param to first element there
   */
  void pack(Memory rows, int from, int stride, int depth, int columns, float[] panel, int to);

  /**
   * panel[to + p * columns] = column[p]: a column of a panel that lies in memory as a row.
   *
   * @param column its steps
   * @param depth how many
   * @param panel where to
   * @param to place of the first step
   */
  void packColumn(float[] column, int depth, float[] panel, int to);
}
