package org.calm4j.core.engine.kernel;

/**
 * Arithmetic on rows of floats. An operand is a window and the index of its first element.
 *
 * <p>Implementations have no state. Results depend on the implementation in the last bits, never on
 * threads. Checked against float64 by {@code RowMathTest}.
 */
public interface RowMath {

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
   * Whether {@link #best()} uses the Vector API.
   *
   * @return false if the JVM runs without {@code --add-modules jdk.incubator.vector}
   */
  static boolean vectorized() {
    return VectorAccess.AVAILABLE;
  }

  /** Sum of a[i] * b[i]. */
  float dot(Memory a, int ao, Memory b, int bo, int n);

  /** Sum of a[i] * b[i] * c[i]. */
  float dot3(Memory a, int ao, Memory b, int bo, Memory c, int co, int n);

  /** Largest of a[i]. */
  float max(Memory a, int ao, int n);

  /** a[i] = exp(a[i] - shift); returns their sum. */
  float expShift(Memory a, int ao, float shift, int n);

  /** a[i] *= s. */
  void scale(Memory a, int ao, float s, int n);

  /** y[i] += s * x[i]. */
  void axpy(Memory y, int yo, Memory x, int xo, float s, int n);

  /** y[i] = a[i] + b[i]. */
  void add(Memory y, int yo, Memory a, int ao, Memory b, int bo, int n);

  /** y[i] = s * a[i] * b[i]. */
  void mul(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n);

  /** y[i] += s * a[i] * b[i]. */
  void mulAdd(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n);

  /** y[i] = s * a[i] * b[i] + t * c[i]. */
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

  /** h[i] = silu(g[i]) * u[i], silu(x) = x / (1 + exp(-x)). */
  void swiGlu(Memory h, int ho, Memory g, int go, Memory u, int uo, int n);

  /** dg[i] and du[i] of {@link #swiGlu} for the gradient dh[i]; outputs may be inputs. */
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
   * @param gradientScale g is multiplied by this first
   * @param decay 1 - learning rate * weight decay
   * @param stepSize learning rate / (1 - beta1^t)
   * @param rootScale 1 / sqrt(1 - beta2^t)
   */
  @SuppressWarnings("TooManyParameters")
  void adamW(
      Memory p,
      Memory g,
      Memory m,
      Memory v,
      int from,
      int n,
      float gradientScale,
      float beta1,
      float beta2,
      float decay,
      float stepSize,
      float rootScale,
      float epsilon);
}
