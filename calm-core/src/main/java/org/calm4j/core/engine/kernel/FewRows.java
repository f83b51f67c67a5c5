package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowMath#rowProducts} in Java's Vector API. Rows of w are walked one after the other:
 * several at once need fewer loads, but memory delivers one stream faster than many. A row of x
 * adds up in the same order whatever other rows there are.
 */
final class FewRows {
  /** Rows of x that share a load of w. */
  private static final int GROUP = 4;

  private static final int STEP = 2 * LENGTH;

  private FewRows() {}

  static void products(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    // Lanes are added up in an array: shuffles would cost more than all the products of a row.
    float[] lanes = new float[GROUP * LENGTH];
    for (int o = from; o < to; o++) {
      int wo = o * n;
      int i = 0;
      for (; i <= rows - GROUP; i += GROUP) {
        four(lanes, x, i * n, w, wo, n);
        for (int k = 0; k < GROUP; k++) {
          y.set((i + k) * ys + o, sum(lanes, k * LENGTH) + rest(x, (i + k) * n, w, wo, n));
        }
      }
      for (; i < rows; i++) {
        one(lanes, x, i * n, w, wo, n);
        y.set(i * ys + o, sum(lanes, 0) + rest(x, i * n, w, wo, n));
      }
    }
  }

  private static void four(float[] lanes, Memory xm, int x0, Memory wm, int wo, int n) {
    Object x = xm.handle();
    Object w = wm.handle();
    int x1 = x0 + n;
    int x2 = x1 + n;
    int x3 = x2 + n;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int j = 0; j <= n - STEP; j += STEP) {
      FloatVector v = load(w, wo + j);
      a0 = load(x, x0 + j).fma(v, a0);
      a1 = load(x, x1 + j).fma(v, a1);
      a2 = load(x, x2 + j).fma(v, a2);
      a3 = load(x, x3 + j).fma(v, a3);
      FloatVector u = load(w, wo + j + LENGTH);
      b0 = load(x, x0 + j + LENGTH).fma(u, b0);
      b1 = load(x, x1 + j + LENGTH).fma(u, b1);
      b2 = load(x, x2 + j + LENGTH).fma(u, b2);
      b3 = load(x, x3 + j + LENGTH).fma(u, b3);
    }
    a0.add(b0).intoArray(lanes, 0);
    a1.add(b1).intoArray(lanes, LENGTH);
    a2.add(b2).intoArray(lanes, 2 * LENGTH);
    a3.add(b3).intoArray(lanes, 3 * LENGTH);
  }

  private static void one(float[] lanes, Memory xm, int xo, Memory wm, int wo, int n) {
    Object x = xm.handle();
    Object w = wm.handle();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    for (int j = 0; j <= n - STEP; j += STEP) {
      a = load(x, xo + j).fma(load(w, wo + j), a);
      b = load(x, xo + j + LENGTH).fma(load(w, wo + j + LENGTH), b);
    }
    a.add(b).intoArray(lanes, 0);
  }

  private static float sum(float[] lanes, int at) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = at;
    for (; i <= at + LENGTH - 4; i += 4) {
      s0 += lanes[i];
      s1 += lanes[i + 1];
      s2 += lanes[i + 2];
      s3 += lanes[i + 3];
    }
    for (; i < at + LENGTH; i++) {
      s0 += lanes[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** What does not fill two vectors. */
  private static float rest(Memory x, int xo, Memory w, int wo, int n) {
    float sum = 0;
    for (int j = n / STEP * STEP; j < n; j++) {
      sum += x.get(xo + j) * w.get(wo + j);
    }
    return sum;
  }
}
