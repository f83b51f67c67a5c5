package org.calm4j.core.engine.kernel;

/**
 * exp of one float: exp(x) = 2^k * exp(r) with k = round(x / ln 2) and |r| at most ln 2 / 2, where
 * a polynomial of degree 6 gives exp(r) to about one unit in the last place. {@link VectorRowMath}
 * does the same in lanes, with fused multiply-adds.
 */
final class FastExp {
  static final float LOW = -87.3f;
  static final float HIGH = 88.3f;
  static final float LOG2E = 1.442695f;

  /** ln 2 in two parts, the first with enough trailing zeros that k times it is exact. */
  static final float LN2_HIGH = 355f / 512;

  static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 * 2^23: adding it rounds to an integer and leaves that integer in the low bits. */
  static final float ROUND = 12582912f;

  static final float C2 = 1f / 2;
  static final float C3 = 1f / 6;
  static final float C4 = 1f / 24;
  static final float C5 = 1f / 120;
  static final float C6 = 1f / 720;

  private FastExp() {}

  static float exp(float value) {
    float x = Math.min(Math.max(value, LOW), HIGH);
    float shifted = x * LOG2E + ROUND;
    float k = shifted - ROUND;
    float r = x - k * LN2_HIGH - k * LN2_LOW;
    float poly = 1 + r * (1 + r * (C2 + r * (C3 + r * (C4 + r * (C5 + r * C6)))));
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(poly) + (Float.floatToRawIntBits(shifted) << 23));
  }
}
