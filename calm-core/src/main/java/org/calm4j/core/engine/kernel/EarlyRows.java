package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;

/**
 * {@link FewRows} one lane after the other, to the bit: for the time before the compiler has made
 * machine code of it. Until then every vector is an object and every operation on one takes about a
 * microsecond, while loops over floats are fast from the first call on. {@code EarlyKernelsTest}
 * compares the two.
 */
final class EarlyRows {
  private EarlyRows() {}

  static void products(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    float[] xs = new float[rows * n];
    float[] ws = new float[n];
    float[] lanes = new float[2 * LENGTH];
    x.get(0, xs, 0, rows * n);
    for (int o = from; o < to; o++) {
      w.get(o * n, ws, 0, n);
      for (int i = 0; i < rows; i++) {
        if (rows == 1) {
          twoChains(lanes, xs, ws, n);
        } else {
          oneChain(lanes, xs, i * n, ws, n);
        }
        y.set(i * ys + o, FewRows.sum(lanes, 0) + FewRows.rest(x, i * n, w, o * n, n));
      }
    }
  }

  private static void oneChain(float[] lanes, float[] x, int xo, float[] w, int n) {
    for (int l = 0; l < LENGTH; l++) {
      lanes[l] = 0;
    }
    for (int j = 0; j <= n - LENGTH; j += LENGTH) {
      step(lanes, 0, x, xo + j, w, j);
    }
  }

  private static void twoChains(float[] lanes, float[] x, float[] w, int n) {
    for (int l = 0; l < 2 * LENGTH; l++) {
      lanes[l] = 0;
    }
    int j = 0;
    for (; j <= n - 2 * LENGTH; j += 2 * LENGTH) {
      step(lanes, 0, x, j, w, j);
      step(lanes, LENGTH, x, j + LENGTH, w, j + LENGTH);
    }
    for (; j <= n - LENGTH; j += LENGTH) {
      step(lanes, 0, x, j, w, j);
    }
    for (int l = 0; l < LENGTH; l++) {
      lanes[l] += lanes[LENGTH + l];
    }
  }

  private static void step(float[] lanes, int first, float[] x, int xo, float[] w, int wo) {
    for (int l = 0; l < LENGTH; l++) {
      lanes[first + l] = Math.fma(x[xo + l], w[wo + l], lanes[first + l]);
    }
  }
}
