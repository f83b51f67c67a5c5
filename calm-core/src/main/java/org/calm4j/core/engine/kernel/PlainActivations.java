package org.calm4j.core.engine.kernel;

/** {@link Activations} without the Vector API. */
abstract class PlainActivations implements Activations {

  @Override
  public float sum(Memory a, int ao, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a.get(ao + i);
    }
    return (float) sum;
  }

  @Override
  public float centeredSquares(Memory a, int ao, float mean, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = a.get(ao + i) - mean;
      sum += d * d;
    }
    return (float) sum;
  }

  @Override
  public void normalize(
      Memory y, int yo, Memory x, int xo, float mean, float s, Memory w, Memory b, int n) {
    normalize(y, yo, x, xo, mean, s, w, b, 0, n);
  }

  /** The same with w and b beginning at {@code from}. */
  static void normalize(
      Memory y,
      int yo,
      Memory x,
      int xo,
      float mean,
      float s,
      Memory w,
      Memory b,
      int from,
      int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, (x.get(xo + i) - mean) * s * w.get(from + i) + b.get(from + i));
    }
  }

  @Override
  public void shift(Memory a, int ao, float s, int n) {
    for (int i = 0; i < n; i++) {
      a.set(ao + i, a.get(ao + i) + s);
    }
  }

  @Override
  public void silu(Memory y, int yo, Memory x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x.get(xo + i);
      y.set(yo + i, v / (1 + FastExp.exp(-v)));
    }
  }

  @Override
  public void siluGrad(Memory dx, int dxo, Memory x, int xo, Memory dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x.get(xo + i);
      float sigmoid = 1 / (1 + FastExp.exp(-v));
      dx.set(dxo + i, dy.get(dyo + i) * sigmoid * ((1 - sigmoid) * v + 1));
    }
  }
}
