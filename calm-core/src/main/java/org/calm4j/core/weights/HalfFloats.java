package org.calm4j.core.weights;

/**
 * Conversions between 32-bit floats and the two 16-bit formats: IEEE 754 binary16 (F16: 5 bits of
 * exponent, 10 of fraction) and bfloat16 (BF16: 8 and 7, the upper half of a 32-bit float).
 *
 * <p>Widening is exact. Narrowing rounds to the nearest, ties to even; what is too large becomes
 * infinite, NaN stays NaN. Checked by {@code HalfFloatsTest} for every 16-bit pattern.
 */
final class HalfFloats {
  private HalfFloats() {}

  static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      // The quiet bit keeps a NaN whose payload sits in the lower half from becoming infinite.
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  static float fromF16(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      // Subnormal: fraction * 2^-24, which a float holds exactly.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
  }

  static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff));
    }
    if (magnitude >= 0x47800000) {
      // 65536 and above; between 65520 and 65536 the rounding below carries into infinity itself.
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Below 2^-14: adding 0.5 shifts the fraction so that the hardware rounds it to units of
      // 2^-24, the spacing of subnormal halves.
      int rounded = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - 0x3f000000;
      return (short) (sign | rounded);
    }
    int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1) - (112 << 23);
    return (short) (sign | (rounded >>> 13));
  }
}
