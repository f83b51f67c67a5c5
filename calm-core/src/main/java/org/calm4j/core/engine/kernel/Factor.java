package org.calm4j.core.engine.kernel;

/**
 * A factor of a product: a matrix as it lies in memory, or turned.
 *
 * @param matrix the matrix
 * @param turned whether its transpose is meant
 */
public record Factor(Matrix matrix, boolean turned) {

  /**
   * Rows of the factor.
   *
   * @return those of the matrix, or its columns if turned
   */
  public int rows() {
    return turned ? matrix.columns() : matrix.rows();
  }

  /**
   * Columns of the factor.
   *
   * @return those of the matrix, or its rows if turned
   */
  public int columns() {
    return turned ? matrix.rows() : matrix.columns();
  }
}
