package org.calm4j.core.engine.kernel;

/**
 * Arithmetic on rows of floats. An operand is a window and the index of its first element.
 *
 * <p>Implementations have no state. Results depend on the implementation in the last bits, never on
 * threads. Checked against float64 by {@code RowMathTest}.
 */
public interface RowMath extends Activations, Combinations {

  /**
   * The fastest implementation of this JVM: the Vector API if the module jdk.incubator.vector is
   * there, else plain Java.
   *
   * @return an implementation
   */
  static RowMath best() {
    return VectorAccess.AVAILABLE ? new VectorRowMath() : new PlainRowMath();
  }

  /**
   * Like {@link #best()}, to the same bits, and fast from the first call on: until the compiler has
   * made machine code of the Vector API's operations, other loops take their place. For processes
   * that end soon; in the long run {@link #best()} is what the compiler knows best.
   *
   * @return an implementation
   */
  static RowMath starting() {
    return VectorAccess.AVAILABLE ? new WarmingRowMath() : new PlainRowMath();
  }

  /**
   * Whether {@link #best()} uses the Vector API.
   *
   * @return false if the JVM runs without {@code --add-modules jdk.incubator.vector}
   */
  static boolean vectorized() {
    return VectorAccess.AVAILABLE;
  }

  /**
   * Sum of a[i] * b[i].
   *
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param n number of elements
   * @return the result
   */
  float dot(Memory a, int ao, Memory b, int bo, int n);

  /**
   * Some columns of a product of few rows: y[i * ys + o] = sum of x[i * n + j] * w[o * n + j] over
   * j, for all i in {@code [0, rows)} and o in {@code [from, to)}. Rows of w are read once. The
   * bits of an element depend neither on the range nor, from two on, on the number of rows.
   *
   * @param y window of y, {@code [rows, ys]}
   * @param ys width of y
   * @param x window of x, {@code [rows, n]}
   * @param rows number of rows of x
   * @param w window of w, {@code [ys, n]}
   * @param from first row of w
   * @param to row of w after the last
   * @param n width of x and w
   */
  void rowProducts(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n);

  /**
   * Up to how many rows {@link #rowProducts} is worth taking instead of the backend's matrix
   * product, which first copies what it multiplies into blocks.
   *
   * @return a number of rows, 0 if never
   */
  int fewRows();

  /**
   * Whether {@link BlockProduct} is faster than the backend's matrix product.
   *
   * @return true with 512-bit vectors
   */
  boolean multipliesBlocks();

  /**
   * How tiles of {@link BlockProduct} are computed.
   *
   * @return the innermost arithmetic
   */
  Tiles tiles();

  /**
   * Sum of a[i] * b[i] * c[i].
   *
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param c window of c
   * @param co first element of c
   * @param n number of elements
   * @return the result
   */
  float dot3(Memory a, int ao, Memory b, int bo, Memory c, int co, int n);

  /**
   * Largest of a[i].
   *
   * @param a window of a
   * @param ao first element of a
   * @param n number of elements
   * @return the result
   */
  float max(Memory a, int ao, int n);

  /**
   * a[i] = exp(a[i] - shift); returns their sum.
   *
   * @param a window of a
   * @param ao first element of a
   * @param shift subtracted first
   * @param n number of elements
   * @return the result
   */
  float expShift(Memory a, int ao, float shift, int n);

  /**
   * a[i] *= s.
   *
   * @param a window of a
   * @param ao first element of a
   * @param s factor
   * @param n number of elements
   */
  void scale(Memory a, int ao, float s, int n);

  /**
   * y[i] += s * x[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param x window of x
   * @param xo first element of x
   * @param s factor
   * @param n number of elements
   */
  void axpy(Memory y, int yo, Memory x, int xo, float s, int n);

  /**
   * y[i] = a[i] + b[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param n number of elements
   */
  void add(Memory y, int yo, Memory a, int ao, Memory b, int bo, int n);

  /**
   * y[i] = s * a[i] * b[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param s factor
   * @param n number of elements
   */
  void mul(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n);

  /**
   * y[i] += s * a[i] * b[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param s factor
   * @param n number of elements
   */
  void mulAdd(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n);

  /**
   * y[i] = s * a[i] * b[i] + t * c[i].
   *
   * @param y window of y
   * @param yo first element of y
   * @param a window of a
   * @param ao first element of a
   * @param b window of b
   * @param bo first element of b
   * @param s factor
   * @param c window of c
   * @param co first element of c
   * @param t factor of c
   * @param n number of elements
   */
  void mulPlus(
      Memory y,
      int yo,
      Memory a,
      int ao,
      Memory b,
      int bo,
      float s,
      Memory c,
      int co,
      float t,
      int n);

  /**
   * h[i] = silu(g[i]) * u[i], silu(x) = x / (1 + exp(-x)).
   *
   * @param h window of h
   * @param ho first element of h
   * @param g window of g
   * @param go first element of g
   * @param u window of u
   * @param uo first element of u
   * @param n number of elements
   */
  void swiGlu(Memory h, int ho, Memory g, int go, Memory u, int uo, int n);

  /**
   * dg[i] and du[i] of {@link #swiGlu} for the gradient dh[i]; outputs may be inputs.
   *
   * @param dg window of dg
   * @param dgo first element of dg
   * @param du window of du
   * @param duo first element of du
   * @param g window of g
   * @param go first element of g
   * @param u window of u
   * @param uo first element of u
   * @param dh window of dh
   * @param dho first element of dh
   * @param n number of elements
   */
  void swiGluGrad(
      Memory dg,
      int dgo,
      Memory du,
      int duo,
      Memory g,
      int go,
      Memory u,
      int uo,
      Memory dh,
      int dho,
      int n);

  /**
   * One AdamW update (decoupled decay, bias-corrected, epsilon outside the root) of parameters p
   * from gradients g and moments m and v.
   *
   * @param p window of p
   * @param g window of g
   * @param m window of m
   * @param v window of v
   * @param from first element
   * @param n number of elements
   * @param step the constants
   */
  void adamW(Memory p, Memory g, Memory m, Memory v, int from, int n, AdamWStep step);
}
