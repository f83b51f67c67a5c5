package org.calm4j.core.engine.kernel;

/** {@link Combinations} without the Vector API. */
abstract class PlainCombinations extends PlainActivations implements Combinations {

  @Override
  public void combine(
      Memory y, int yo, Memory c, int co, Memory x, int xo, int stride, int rows, int n) {
    for (int i = 0; i < n; i++) {
      float sum = y.get(yo + i);
      for (int j = 0; j < rows; j++) {
        sum += c.get(co + j) * x.get(xo + j * stride + i);
      }
      y.set(yo + i, sum);
    }
  }

  @Override
  public void multiply(
      Memory y,
      int yo,
      int ys,
      Memory c,
      int co,
      int cs,
      int count,
      Memory x,
      int xo,
      int stride,
      int rows,
      int n) {
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < n; i++) {
        y.set(yo + r * ys + i, 0);
      }
      combine(y, yo + r * ys, c, co + r * cs, x, xo, stride, rows, n);
    }
  }

  @Override
  public void spread(
      Memory x, int xo, int stride, Memory c, int co, Memory y, int yo, int rows, int n) {
    for (int j = 0; j < rows; j++) {
      float factor = c.get(co + j);
      int at = xo + j * stride;
      for (int i = 0; i < n; i++) {
        x.set(at + i, x.get(at + i) + factor * y.get(yo + i));
      }
    }
  }

  @Override
  public void squaredDistances(
      Memory d, int o, Memory a, int ao, Memory x, int xo, int rows, int n) {
    for (int j = 0; j < rows; j++) {
      d.set(o + j, (float) squaredDistance(a, ao, x, xo + j * n, n));
    }
  }

  static double squaredDistance(Memory a, int ao, Memory x, int xo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double difference = a.get(ao + i) - x.get(xo + i);
      sum += difference * difference;
    }
    return sum;
  }

  @Override
  public void rotate(
      Memory y, int yo, Memory x, int xo, Memory cos, Memory sin, int to, float s, int half) {
    rotate(y, yo, x, xo, cos, sin, to, s, half, 0);
  }

  /** Turns the pairs from {@code from} on. */
  static void rotate(
      Memory y,
      int yo,
      Memory x,
      int xo,
      Memory cos,
      Memory sin,
      int to,
      float s,
      int half,
      int from) {
    for (int i = from; i < half; i++) {
      float first = x.get(xo + i);
      float second = x.get(xo + half + i);
      float c = cos.get(to + i);
      float turned = s * sin.get(to + i);
      y.set(yo + i, first * c - second * turned);
      y.set(yo + half + i, second * c + first * turned);
    }
  }
}
