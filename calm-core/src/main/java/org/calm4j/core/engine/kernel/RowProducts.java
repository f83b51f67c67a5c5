package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Combinations#multiply} in Java's Vector API, for whole vectors.
 *
 * <p>Four rows of y and two vectors of each stay in registers while j runs: eight multiply-adds for
 * two loads of x, which is read once for all four rows. Every element is one chain of multiply-adds
 * in the order of j, whichever tile it falls into.
 */
final class RowProducts {
  /** Rows of y that are computed together. */
  private static final int GROUP = 4;

  private RowProducts() {}

  static void multiply(
      Memory ym,
      int yo,
      int ys,
      Memory c,
      int co,
      int cs,
      int count,
      Memory xm,
      int xo,
      int stride,
      int rows,
      int n) {
    Object y = ym.handle();
    Object x = xm.handle();
    int r = 0;
    for (; r <= count - GROUP; r += GROUP) {
      int i = 0;
      for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
        fourByTwo(y, yo + r * ys + i, ys, c, co + r * cs, cs, x, xo + i, stride, rows);
      }
      for (; i < n; i += LENGTH) {
        for (int k = r; k < r + GROUP; k++) {
          oneByOne(y, yo + k * ys + i, c, co + k * cs, x, xo + i, stride, rows);
        }
      }
    }
    for (; r < count; r++) {
      int i = 0;
      for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
        oneByTwo(y, yo + r * ys + i, c, co + r * cs, x, xo + i, stride, rows);
      }
      for (; i < n; i += LENGTH) {
        oneByOne(y, yo + r * ys + i, c, co + r * cs, x, xo + i, stride, rows);
      }
    }
  }

  private static void fourByTwo(
      Object y, int yo, int ys, Memory c, int co, int cs, Object x, int xo, int stride, int rows) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int at = xo;
    for (int j = 0; j < rows; j++) {
      FloatVector x0 = load(x, at);
      FloatVector x1 = load(x, at + LENGTH);
      FloatVector factor = FloatVector.broadcast(SPECIES, c.get(co + j));
      a0 = x0.fma(factor, a0);
      a1 = x1.fma(factor, a1);
      factor = FloatVector.broadcast(SPECIES, c.get(co + cs + j));
      b0 = x0.fma(factor, b0);
      b1 = x1.fma(factor, b1);
      factor = FloatVector.broadcast(SPECIES, c.get(co + 2 * cs + j));
      c0 = x0.fma(factor, c0);
      c1 = x1.fma(factor, c1);
      factor = FloatVector.broadcast(SPECIES, c.get(co + 3 * cs + j));
      d0 = x0.fma(factor, d0);
      d1 = x1.fma(factor, d1);
      at += stride;
    }
    store(a0, y, yo);
    store(a1, y, yo + LENGTH);
    store(b0, y, yo + ys);
    store(b1, y, yo + ys + LENGTH);
    store(c0, y, yo + 2 * ys);
    store(c1, y, yo + 2 * ys + LENGTH);
    store(d0, y, yo + 3 * ys);
    store(d1, y, yo + 3 * ys + LENGTH);
  }

  private static void oneByTwo(
      Object y, int yo, Memory c, int co, Object x, int xo, int stride, int rows) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    int at = xo;
    for (int j = 0; j < rows; j++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, c.get(co + j));
      a0 = load(x, at).fma(factor, a0);
      a1 = load(x, at + LENGTH).fma(factor, a1);
      at += stride;
    }
    store(a0, y, yo);
    store(a1, y, yo + LENGTH);
  }

  private static void oneByOne(
      Object y, int yo, Memory c, int co, Object x, int xo, int stride, int rows) {
    FloatVector a = FloatVector.zero(SPECIES);
    int at = xo;
    for (int j = 0; j < rows; j++) {
      a = load(x, at).fma(FloatVector.broadcast(SPECIES, c.get(co + j)), a);
      at += stride;
    }
    store(a, y, yo);
  }
}
