package org.calm4j.core.engine.kernel;

/**
 * Arithmetic between a row and many rows that lie a fixed distance apart: attention and the energy
 * score are made of it. Operands and guarantees are those of {@link RowMath}; checked against
 * float64 by {@code CombinationsTest}.
 */
public interface Combinations {
  /** A number of floats that fills vectors of any length. */
  int WHOLE = 16;

  /**
   * y[i] += sum over j of c[j] * x[j * stride + i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param c window of the coefficients
   * @param co first coefficient
   * @param x window of x
   * @param xo first element of the first row of x
   * @param stride elements from one row of x to the next
   * @param rows number of rows and coefficients
   * @param n number of elements of a row
   */
  void combine(Memory y, int yo, Memory c, int co, Memory x, int xo, int stride, int rows, int n);

  /**
   * The same on the heap, where loads cost no checks: y[i] += sum over j of c[j] * x[j * n + i].
   *
   * @param y the results, of at least n
   * @param c the coefficients
   * @param x the rows
   * @param rows number of rows and coefficients
   * @param n number of elements of a row, a multiple of {@value #WHOLE}
   */
  void combine(float[] y, float[] c, float[] x, int rows, int n);

  /**
   * d[j] = sum over i of (x[xo + i] - turned[i * width + j])^2 for all j in {@code [0, width)}:
   * with rows turned, no sum has to be taken across a vector.
   *
   * @param d the results, of at least width
   * @param x holds the one row
   * @param xo its first element
   * @param turned the other rows, turned
   * @param width number of them, a multiple of {@value #WHOLE}
   * @param n number of elements of a row
   */
  void turnedDistances(float[] d, float[] x, int xo, float[] turned, int width, int n);

  /**
   * Turns pairs: y[i] = x[i] cos[i] - x[i + half] s sin[i] and y[i + half] = x[i + half] cos[i] +
   * x[i] s sin[i].
   *
   * @param y window of y; may be x
   * @param yo first element of y
   * @param x window of x
   * @param xo first element of x
   * @param cos window of the cosines
   * @param sin window of the sines
   * @param to first cosine and sine
   * @param s 1, or -1 to turn back
   * @param half number of pairs
   */
  void rotate(
      Memory y, int yo, Memory x, int xo, Memory cos, Memory sin, int to, float s, int half);
}
