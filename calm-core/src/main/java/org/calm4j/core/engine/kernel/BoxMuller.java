package org.calm4j.core.engine.kernel;

/**
 * Two independent normal numbers from 64 random bits (Box and Muller, 1958): the lower 32 give the
 * radius sqrt(-2 ln u), the upper 32 the angle.
 *
 * <p>{@link VectorNoiseMath} does the same in lanes, operation by operation, so that both give the
 * same bits; that is why every multiply-add is fused here too. The coefficients are minimax fits of
 * ours; radius, sine and cosine are right to 3e-7 of their size.
 */
final class BoxMuller {
  /**
   * Numbers that belong together: in every group of 128 the first 64 are the cosines of 64 pairs,
   * the others their sines. A multiple of the length of any vector.
   */
  static final int PAIRS = 64;

  static final int GROUP = 2 * PAIRS;

  /** u = (31 bits + 1/2) / 2^31 rounded: never 0, so that the radius is finite. */
  static final float U_STEP = 0x1p-31f;

  static final float U_HALF = 0x1p-32f;

  /** Bits of 2/3: what is subtracted from a float's bits to have its mantissa in [2/3, 4/3). */
  static final int TWO_THIRDS = 0x3F2AAAAB;

  static final int EXPONENT = 0xFF800000;

  /** ln 2 per unit of the exponent's place in a float. */
  static final float LN2_STEP = (float) (0.6931471805599453 * 0x1p-23);

  // ln(1 + x) = x + x^2 (L0 + L1 x + ... + L7 x^7) for |x| <= 1/3
  static final float L0 = -0.49999937f;
  static final float L1 = 0.33333197f;
  static final float L2 = -0.2500782f;
  static final float L3 = 0.20011167f;
  static final float L4 = -0.16415957f;
  static final float L5 = 0.13995828f;
  static final float L6 = -0.15388559f;
  static final float L7 = 0.14026251f;

  /** A turn in units of 2^-32. */
  static final float ANGLE_STEP = (float) (2 * Math.PI * 0x1p-32);

  // sin(x) = x + x^3 (S0 + S1 x^2 + S2 x^4) for |x| <= pi/4
  static final float S0 = -0.16666655f;
  static final float S1 = 0.008332178f;
  static final float S2 = -0.00019517298f;

  // cos(x) = 1 + x^2 (C0 + C1 x^2 + C2 x^4) for |x| <= pi/4
  static final float C0 = -0.49999884f;
  static final float C1 = 0.041655775f;
  static final float C2 = -0.0013591852f;

  private BoxMuller() {}

  /** The normal number on one side of a pair. */
  static float normal(long bits, boolean sine) {
    float radius = radius((int) bits);
    int angle = (int) (bits >>> 32);
    // 30 bits of the angle within a quarter turn around 0; of the other two, one turns the cosine
    // over and one swaps cosine and sine: together a full turn, with nothing to compare.
    float x = (angle << 2 >> 2) * ANGLE_STEP;
    boolean swap = angle < 0;
    return sine == swap ? cos(x, angle << 1) * radius : sin(x) * radius;
  }

  static float radius(int bits) {
    int u = Float.floatToRawIntBits(Math.fma((float) (bits >>> 1), U_STEP, U_HALF));
    int exponent = (u - TWO_THIRDS) & EXPONENT;
    float x = Float.intBitsToFloat(u - exponent) - 1;
    float p = Math.fma(L7, x, L6);
    p = Math.fma(p, x, L5);
    p = Math.fma(p, x, L4);
    p = Math.fma(p, x, L3);
    p = Math.fma(p, x, L2);
    p = Math.fma(p, x, L1);
    p = Math.fma(p, x, L0);
    float ln = Math.fma((float) exponent, LN2_STEP, Math.fma(p, x * x, x));
    return (float) Math.sqrt(ln * -2f);
  }

  private static float sin(float x) {
    float s = x * x;
    return Math.fma(Math.fma(Math.fma(S2, s, S1), s, S0), s * x, x);
  }

  private static float cos(float x, int sign) {
    float s = x * x;
    float cos = Math.fma(Math.fma(Math.fma(C2, s, C1), s, C0), s, 1f);
    return Float.intBitsToFloat(Float.floatToRawIntBits(cos) ^ (sign & Integer.MIN_VALUE));
  }
}
