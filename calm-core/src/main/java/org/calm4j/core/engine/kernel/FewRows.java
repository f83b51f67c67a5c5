package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowMath#rowProducts} in Java's Vector API.
 *
 * <p>A single row of x goes through w as it lies in memory. With more, every dot product is one
 * chain of multiply-adds over whole vectors, whichever others run beside it, so that its bits
 * depend on nothing else. Four rows of w against four of x need half a load per multiply-add, but
 * processors fetch ahead for one stream, not for four side by side. So the four rows are copied one
 * after the other first; from the heap the Vector API also reads faster than from elsewhere.
 */
final class FewRows {
  /** Rows of x, and rows of w, that are multiplied together. */
  private static final int GROUP = 4;

  private FewRows() {}

  static void products(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    // Lanes are added up in an array: shuffles would cost more than all the products of a row.
    float[] lanes = new float[GROUP * GROUP * LENGTH];
    if (rows == 1) {
      for (int o = from; o < to; o++) {
        single(lanes, x, w, o * n, n);
        y.set(o, sum(lanes, 0) + rest(x, 0, w, o * n, n));
      }
      return;
    }
    float[] xs = new float[rows * n];
    float[] ws = new float[GROUP * n];
    x.get(0, xs, 0, rows * n);
    int o = from;
    for (; o <= to - GROUP; o += GROUP) {
      w.get(o * n, ws, 0, GROUP * n);
      int i = 0;
      for (; i <= rows - GROUP; i += GROUP) {
        fourByFour(lanes, xs, i * n, ws, n);
        for (int p = 0; p < GROUP * GROUP; p++) {
          int row = i + p / GROUP;
          int column = o + p % GROUP;
          y.set(row * ys + column, sum(lanes, p) + rest(x, row * n, w, column * n, n));
        }
      }
      for (; i < rows; i++) {
        oneByFour(lanes, xs, i * n, ws, n);
        for (int p = 0; p < GROUP; p++) {
          y.set(i * ys + o + p, sum(lanes, p) + rest(x, i * n, w, (o + p) * n, n));
        }
      }
    }
    for (; o < to; o++) {
      for (int i = 0; i < rows; i++) {
        oneByOne(lanes, x, i * n, w, o * n, n);
        y.set(i * ys + o, sum(lanes, 0) + rest(x, i * n, w, o * n, n));
      }
    }
  }

  /** Two chains: with nothing beside it, one would wait for itself. */
  private static void single(float[] lanes, Memory xm, Memory wm, int wo, int n) {
    Object x = xm.handle();
    Object w = wm.handle();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    int j = 0;
    for (; j <= n - 2 * LENGTH; j += 2 * LENGTH) {
      a = load(x, j).fma(load(w, wo + j), a);
      b = load(x, j + LENGTH).fma(load(w, wo + j + LENGTH), b);
    }
    for (; j <= n - LENGTH; j += LENGTH) {
      a = load(x, j).fma(load(w, wo + j), a);
    }
    a.add(b).intoArray(lanes, 0);
  }

  private static void fourByFour(float[] lanes, float[] x, int x0, float[] w, int n) {
    int x1 = x0 + n;
    int x2 = x1 + n;
    int x3 = x2 + n;
    int w1 = n;
    int w2 = w1 + n;
    int w3 = w2 + n;
    FloatVector a00 = FloatVector.zero(SPECIES);
    FloatVector a01 = a00;
    FloatVector a02 = a00;
    FloatVector a03 = a00;
    FloatVector a10 = a00;
    FloatVector a11 = a00;
    FloatVector a12 = a00;
    FloatVector a13 = a00;
    FloatVector a20 = a00;
    FloatVector a21 = a00;
    FloatVector a22 = a00;
    FloatVector a23 = a00;
    FloatVector a30 = a00;
    FloatVector a31 = a00;
    FloatVector a32 = a00;
    FloatVector a33 = a00;
    for (int j = 0; j <= n - LENGTH; j += LENGTH) {
      FloatVector u0 = FloatVector.fromArray(SPECIES, w, j);
      FloatVector u1 = FloatVector.fromArray(SPECIES, w, w1 + j);
      FloatVector u2 = FloatVector.fromArray(SPECIES, w, w2 + j);
      FloatVector u3 = FloatVector.fromArray(SPECIES, w, w3 + j);
      FloatVector row = FloatVector.fromArray(SPECIES, x, x0 + j);
      a00 = row.fma(u0, a00);
      a01 = row.fma(u1, a01);
      a02 = row.fma(u2, a02);
      a03 = row.fma(u3, a03);
      row = FloatVector.fromArray(SPECIES, x, x1 + j);
      a10 = row.fma(u0, a10);
      a11 = row.fma(u1, a11);
      a12 = row.fma(u2, a12);
      a13 = row.fma(u3, a13);
      row = FloatVector.fromArray(SPECIES, x, x2 + j);
      a20 = row.fma(u0, a20);
      a21 = row.fma(u1, a21);
      a22 = row.fma(u2, a22);
      a23 = row.fma(u3, a23);
      row = FloatVector.fromArray(SPECIES, x, x3 + j);
      a30 = row.fma(u0, a30);
      a31 = row.fma(u1, a31);
      a32 = row.fma(u2, a32);
      a33 = row.fma(u3, a33);
    }
    a00.intoArray(lanes, 0);
    a01.intoArray(lanes, LENGTH);
    a02.intoArray(lanes, 2 * LENGTH);
    a03.intoArray(lanes, 3 * LENGTH);
    a10.intoArray(lanes, 4 * LENGTH);
    a11.intoArray(lanes, 5 * LENGTH);
    a12.intoArray(lanes, 6 * LENGTH);
    a13.intoArray(lanes, 7 * LENGTH);
    a20.intoArray(lanes, 8 * LENGTH);
    a21.intoArray(lanes, 9 * LENGTH);
    a22.intoArray(lanes, 10 * LENGTH);
    a23.intoArray(lanes, 11 * LENGTH);
    a30.intoArray(lanes, 12 * LENGTH);
    a31.intoArray(lanes, 13 * LENGTH);
    a32.intoArray(lanes, 14 * LENGTH);
    a33.intoArray(lanes, 15 * LENGTH);
  }

  private static void oneByFour(float[] lanes, float[] x, int xo, float[] w, int n) {
    int w1 = n;
    int w2 = w1 + n;
    int w3 = w2 + n;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int j = 0; j <= n - LENGTH; j += LENGTH) {
      FloatVector row = FloatVector.fromArray(SPECIES, x, xo + j);
      a0 = row.fma(FloatVector.fromArray(SPECIES, w, j), a0);
      a1 = row.fma(FloatVector.fromArray(SPECIES, w, w1 + j), a1);
      a2 = row.fma(FloatVector.fromArray(SPECIES, w, w2 + j), a2);
      a3 = row.fma(FloatVector.fromArray(SPECIES, w, w3 + j), a3);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, LENGTH);
    a2.intoArray(lanes, 2 * LENGTH);
    a3.intoArray(lanes, 3 * LENGTH);
  }

  private static void oneByOne(float[] lanes, Memory xm, int xo, Memory wm, int wo, int n) {
    Object x = xm.handle();
    Object w = wm.handle();
    FloatVector a = FloatVector.zero(SPECIES);
    for (int j = 0; j <= n - LENGTH; j += LENGTH) {
      a = load(x, xo + j).fma(load(w, wo + j), a);
    }
    a.intoArray(lanes, 0);
  }

  /** The sum of a product's lanes, always in the same order. */
  static float sum(float[] lanes, int product) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = product * LENGTH;
    int end = i + LENGTH;
    for (; i <= end - 4; i += 4) {
      s0 += lanes[i];
      s1 += lanes[i + 1];
      s2 += lanes[i + 2];
      s3 += lanes[i + 3];
    }
    for (; i < end; i++) {
      s0 += lanes[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** What does not fill a vector. */
  static float rest(Memory x, int xo, Memory w, int wo, int n) {
    float sum = 0;
    for (int j = n / LENGTH * LENGTH; j < n; j++) {
      sum += x.get(xo + j) * w.get(wo + j);
    }
    return sum;
  }
}
