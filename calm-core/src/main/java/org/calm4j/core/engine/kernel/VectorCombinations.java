package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Combinations} in Java's Vector API. What does not fill a vector goes to the plain twin.
 */
abstract class VectorCombinations extends VectorActivations implements Combinations {

  @Override
  public void combine(
      Memory ym, int yo, Memory c, int co, Memory xm, int xo, int stride, int rows, int n) {
    Object y = ym.handle();
    Object x = xm.handle();
    int j = 0;
    int whole = n - n % LENGTH;
    // Four rows at a time: y is read and written once for all of them.
    for (; j <= rows - 4; j += 4) {
      FloatVector c0 = FloatVector.broadcast(SPECIES, c.get(co + j));
      FloatVector c1 = FloatVector.broadcast(SPECIES, c.get(co + j + 1));
      FloatVector c2 = FloatVector.broadcast(SPECIES, c.get(co + j + 2));
      FloatVector c3 = FloatVector.broadcast(SPECIES, c.get(co + j + 3));
      int x0 = xo + j * stride;
      int x1 = x0 + stride;
      int x2 = x1 + stride;
      int x3 = x2 + stride;
      for (int i = 0; i < whole; i += LENGTH) {
        FloatVector sum = load(x, x0 + i).fma(c0, load(y, yo + i));
        sum = load(x, x1 + i).fma(c1, sum);
        sum = load(x, x2 + i).fma(c2, sum);
        store(load(x, x3 + i).fma(c3, sum), y, yo + i);
      }
    }
    for (; j < rows; j++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, c.get(co + j));
      int at = xo + j * stride;
      for (int i = 0; i < whole; i += LENGTH) {
        store(load(x, at + i).fma(factor, load(y, yo + i)), y, yo + i);
      }
    }
    rest.combine(ym, yo + whole, c, co, xm, xo + whole, stride, rows, n - whole);
  }

  @Override
  public void combine(float[] y, float[] c, float[] x, int rows, int n) {
    int i = 0;
    for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
      combineFour(y, c, x, rows, n, i);
    }
    for (; i < n; i += LENGTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, i);
      for (int j = 0; j < rows; j++) {
        FloatVector factor = FloatVector.broadcast(SPECIES, c[j]);
        sum = FloatVector.fromArray(SPECIES, x, j * n + i).fma(factor, sum);
      }
      sum.intoArray(y, i);
    }
  }

  /** Four vectors of results at once: one would wait for itself. */
  private static void combineFour(float[] y, float[] c, float[] x, int rows, int n, int i) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, i);
    FloatVector s1 = FloatVector.fromArray(SPECIES, y, i + LENGTH);
    FloatVector s2 = FloatVector.fromArray(SPECIES, y, i + 2 * LENGTH);
    FloatVector s3 = FloatVector.fromArray(SPECIES, y, i + 3 * LENGTH);
    for (int j = 0; j < rows; j++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, c[j]);
      int at = j * n + i;
      s0 = FloatVector.fromArray(SPECIES, x, at).fma(factor, s0);
      s1 = FloatVector.fromArray(SPECIES, x, at + LENGTH).fma(factor, s1);
      s2 = FloatVector.fromArray(SPECIES, x, at + 2 * LENGTH).fma(factor, s2);
      s3 = FloatVector.fromArray(SPECIES, x, at + 3 * LENGTH).fma(factor, s3);
    }
    s0.intoArray(y, i);
    s1.intoArray(y, i + LENGTH);
    s2.intoArray(y, i + 2 * LENGTH);
    s3.intoArray(y, i + 3 * LENGTH);
  }

  @Override
  public void turnedDistances(float[] d, float[] x, int xo, float[] turned, int width, int n) {
    int j = 0;
    for (; j <= width - 4 * LENGTH; j += 4 * LENGTH) {
      fourDistances(d, j, x, xo, turned, width, n);
    }
    for (; j < width; j += LENGTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < n; i++) {
        FloatVector value = FloatVector.broadcast(SPECIES, x[xo + i]);
        FloatVector difference = value.sub(FloatVector.fromArray(SPECIES, turned, i * width + j));
        sum = difference.fma(difference, sum);
      }
      sum.intoArray(d, j);
    }
  }

  /** Four vectors of results at once: one would wait for itself. */
  private static void fourDistances(
      float[] d, int j, float[] x, int xo, float[] turned, int width, int n) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < n; i++) {
      FloatVector value = FloatVector.broadcast(SPECIES, x[xo + i]);
      int at = i * width + j;
      FloatVector d0 = value.sub(FloatVector.fromArray(SPECIES, turned, at));
      FloatVector d1 = value.sub(FloatVector.fromArray(SPECIES, turned, at + LENGTH));
      FloatVector d2 = value.sub(FloatVector.fromArray(SPECIES, turned, at + 2 * LENGTH));
      FloatVector d3 = value.sub(FloatVector.fromArray(SPECIES, turned, at + 3 * LENGTH));
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    s0.intoArray(d, j);
    s1.intoArray(d, j + LENGTH);
    s2.intoArray(d, j + 2 * LENGTH);
    s3.intoArray(d, j + 3 * LENGTH);
  }

  @Override
  public void rotate(
      Memory ym, int yo, Memory xm, int xo, Memory cm, Memory sm, int to, float s, int half) {
    Object y = ym.handle();
    Object x = xm.handle();
    Object cos = cm.handle();
    Object sin = sm.handle();
    int i = 0;
    for (; i <= half - LENGTH; i += LENGTH) {
      FloatVector first = load(x, xo + i);
      FloatVector second = load(x, xo + half + i);
      FloatVector c = load(cos, to + i);
      FloatVector turned = load(sin, to + i).mul(s);
      store(first.mul(c).sub(second.mul(turned)), y, yo + i);
      store(second.mul(c).add(first.mul(turned)), y, yo + half + i);
    }
    PlainCombinations.rotate(ym, yo, xm, xo, cm, sm, to, s, half, i);
  }
}
