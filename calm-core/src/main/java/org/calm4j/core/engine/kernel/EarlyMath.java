package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;

/**
 * What {@link VectorRowMath} does in a forward pass, one lane after the other, to the bit: for the
 * time before the compiler has made machine code of it, as {@link EarlyRows}. What does not fill a
 * vector goes to the same plain twin, and so do functions that have its bits anyhow. {@code
 * EarlyKernelsTest} compares the two.
 */
final class EarlyMath {
  private static final PlainRowMath REST = new PlainRowMath();

  private EarlyMath() {}

  private static int whole(int n) {
    return n - n % LENGTH;
  }

  /** As {@link VectorFunctions#exp}. */
  private static float exp(float value) {
    float x = Math.min(Math.max(value, FastExp.LOW), FastExp.HIGH);
    float shifted = Math.fma(x, FastExp.LOG2E, FastExp.ROUND);
    float k = shifted - FastExp.ROUND;
    float r = Math.fma(k, -FastExp.LN2_LOW, Math.fma(k, -FastExp.LN2_HIGH, x));
    float poly = Math.fma(r, FastExp.C6, FastExp.C5);
    poly = Math.fma(poly, r, FastExp.C4);
    poly = Math.fma(poly, r, FastExp.C3);
    poly = Math.fma(poly, r, FastExp.C2);
    poly = Math.fma(poly, r, 1);
    poly = Math.fma(poly, r, 1);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(poly) + (Float.floatToRawIntBits(shifted) << 23));
  }

  /** As {@link VectorFunctions#sumLanes}; overwrites the lanes. */
  private static float sumLanes(float[] lanes) {
    int left = LENGTH;
    for (int part = 2; part <= 16 && LENGTH >= part; part *= 2) {
      left = LENGTH / part;
      for (int l = 0; l < left; l++) {
        lanes[l] += lanes[left + l];
      }
    }
    float sum = lanes[0];
    for (int l = 1; l < LENGTH / 16; l++) {
      sum += lanes[l];
    }
    return sum;
  }

  static float dot(Memory a, int ao, Memory b, int bo, int n) {
    float[] s = new float[4 * LENGTH];
    int i = 0;
    for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
      for (int l = 0; l < 4 * LENGTH; l++) {
        s[l] = Math.fma(a.get(ao + i + l), b.get(bo + i + l), s[l]);
      }
    }
    for (; i <= n - LENGTH; i += LENGTH) {
      for (int l = 0; l < LENGTH; l++) {
        s[l] = Math.fma(a.get(ao + i + l), b.get(bo + i + l), s[l]);
      }
    }
    for (int l = 0; l < LENGTH; l++) {
      s[l] = s[l] + s[LENGTH + l] + (s[2 * LENGTH + l] + s[3 * LENGTH + l]);
    }
    return sumLanes(s) + REST.dot(a, ao + i, b, bo + i, n - i);
  }

  static float sum(Memory a, int ao, int n) {
    float[] s = new float[2 * LENGTH];
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      for (int l = 0; l < 2 * LENGTH; l++) {
        s[l] += a.get(ao + i + l);
      }
    }
    return sumTwo(s) + REST.sum(a, ao + i, n - i);
  }

  static float centeredSquares(Memory a, int ao, float mean, int n) {
    float[] s = new float[2 * LENGTH];
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      for (int l = 0; l < 2 * LENGTH; l++) {
        float d = a.get(ao + i + l) - mean;
        s[l] = Math.fma(d, d, s[l]);
      }
    }
    return sumTwo(s) + REST.centeredSquares(a, ao + i, mean, n - i);
  }

  private static float sumTwo(float[] s) {
    for (int l = 0; l < LENGTH; l++) {
      s[l] += s[LENGTH + l];
    }
    return sumLanes(s);
  }

  static float expShift(Memory a, int ao, float shift, int n) {
    float[] s = new float[LENGTH];
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      float e = exp(a.get(ao + i) - shift);
      a.set(ao + i, e);
      s[i % LENGTH] += e;
    }
    return sumLanes(s) + REST.expShift(a, ao + whole, shift, n - whole);
  }

  static void axpy(Memory y, int yo, Memory x, int xo, float s, int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      y.set(yo + i, Math.fma(x.get(xo + i), s, y.get(yo + i)));
    }
    REST.axpy(y, yo + whole, x, xo + whole, s, n - whole);
  }

  static void mul(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      y.set(yo + i, a.get(ao + i) * b.get(bo + i) * s);
    }
    REST.mul(y, yo + whole, a, ao + whole, b, bo + whole, s, n - whole);
  }

  static void mulPlus(
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
      int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      float product = a.get(ao + i) * b.get(bo + i) * s;
      y.set(yo + i, c.get(co + i) * t + product);
    }
    int left = n - whole;
    REST.mulPlus(y, yo + whole, a, ao + whole, b, bo + whole, s, c, co + whole, t, left);
  }

  static void swiGlu(Memory h, int ho, Memory g, int go, Memory u, int uo, int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      float x = g.get(go + i);
      h.set(ho + i, x / (exp(-x) + 1) * u.get(uo + i));
    }
    REST.swiGlu(h, ho + whole, g, go + whole, u, uo + whole, n - whole);
  }

  static void silu(Memory y, int yo, Memory x, int xo, int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      float v = x.get(xo + i);
      y.set(yo + i, v / (exp(-v) + 1));
    }
    REST.silu(y, yo + whole, x, xo + whole, n - whole);
  }

  static void normalize(
      Memory y, int yo, Memory x, int xo, float mean, float s, Memory w, Memory b, int n) {
    int whole = whole(n);
    for (int i = 0; i < whole; i++) {
      y.set(yo + i, Math.fma((x.get(xo + i) - mean) * s, w.get(i), b.get(i)));
    }
    PlainActivations.normalize(y, yo + whole, x, xo + whole, mean, s, w, b, whole, n - whole);
  }

  static void combine(
      Memory y, int yo, Memory c, int co, Memory x, int xo, int stride, int rows, int n) {
    int whole = whole(n);
    for (int j = 0; j < rows; j++) {
      float factor = c.get(co + j);
      int at = xo + j * stride;
      for (int i = 0; i < whole; i++) {
        y.set(yo + i, Math.fma(x.get(at + i), factor, y.get(yo + i)));
      }
    }
    REST.combine(y, yo + whole, c, co, x, xo + whole, stride, rows, n - whole);
  }
}
