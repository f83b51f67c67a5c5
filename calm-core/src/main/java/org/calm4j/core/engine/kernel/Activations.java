package org.calm4j.core.engine.kernel;

/**
 * Activations and normalisation of rows. Operands and guarantees are those of {@link RowMath};
 * checked against float64 by {@code ActivationsTest}.
 */
public interface Activations {

  /**
   * Sum of a[i].
   *
   * @param a window of a
   * @param ao first element of a
   * @param n number of elements
   * @return the result
   */
  float sum(Memory a, int ao, int n);

  /**
   * Sum of (a[i] - mean)^2.
   *
   * @param a window of a
   * @param ao first element of a
   * @param mean subtracted first
   * @param n number of elements
   * @return the result
   */
  float centeredSquares(Memory a, int ao, float mean, int n);

  /**
   * y[i] = (x[i] - mean) * s * w[i] + b[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param x window of x
   * @param xo first element of x
   * @param mean subtracted first
   * @param s factor
   * @param w window of w
   * @param b window of b
   * @param n number of elements; w and b begin at 0
   */
  void normalize(
      Memory y, int yo, Memory x, int xo, float mean, float s, Memory w, Memory b, int n);

  /**
   * a[i] += s.
   *
   * @param a window of a
   * @param ao first element of a
   * @param s what to add
   * @param n number of elements
   */
  void shift(Memory a, int ao, float s, int n);

  /**
   * y[i] = x[i] / (1 + exp(-x[i])).
   *
   * @param y window of y
   * @param yo first element of y
   * @param x window of x
   * @param xo first element of x
   * @param n number of elements
   */
  void silu(Memory y, int yo, Memory x, int xo, int n);

  /**
   * dx[i] = dy[i] * s * (1 + x[i] * (1 - s)) with s = 1 / (1 + exp(-x[i])).
   *
   * @param dx window of dx
   * @param dxo first element of dx
   * @param x window of x
   * @param xo first element of x
   * @param dy window of dy; may be dx
   * @param dyo first element of dy
   * @param n number of elements
   */
  void siluGrad(Memory dx, int dxo, Memory x, int xo, Memory dy, int dyo, int n);
}
