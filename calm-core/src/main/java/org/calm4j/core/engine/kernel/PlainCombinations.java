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
  public void combine(float[] y, float[] c, float[] x, int rows, int n) {
    for (int j = 0; j < rows; j++) {
      float factor = c[j];
      int at = j * n;
      for (int i = 0; i < n; i++) {
        y[i] += factor * x[at + i];
      }
    }
  }

  @Override
  public void turnedDistances(float[] d, float[] x, int xo, float[] turned, int width, int n) {
    for (int j = 0; j < width; j++) {
      d[j] = 0;
    }
    for (int i = 0; i < n; i++) {
      float value = x[xo + i];
      int at = i * width;
      for (int j = 0; j < width; j++) {
        float difference = value - turned[at + j];
        d[j] += difference * difference;
      }
    }
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
