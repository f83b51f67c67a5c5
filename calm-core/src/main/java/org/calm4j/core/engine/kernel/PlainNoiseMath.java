package org.calm4j.core.engine.kernel;

/** {@link NoiseMath} without the Vector API: the fallback, and what does not fill a vector. */
final class PlainNoiseMath implements NoiseMath {
  /** Uniform numbers have 24 bits. */
  static final float STEP = 0x1p-24f;

  @Override
  public void normals(Memory out, int at, int n, long key, long first) {
    long twist = NoiseBits.twist(key);
    for (int i = 0; i < n; i++) {
      long index = first + i;
      long pair = index / BoxMuller.GROUP * BoxMuller.PAIRS + index % BoxMuller.PAIRS;
      boolean sine = index % BoxMuller.GROUP >= BoxMuller.PAIRS;
      out.set(at + i, BoxMuller.normal(NoiseBits.bits(key, twist, pair), sine));
    }
  }

  @Override
  public void uniforms(Memory out, int at, int n, long key, long first, float low) {
    long twist = NoiseBits.twist(key);
    float highest = highest(low);
    for (int i = 0; i < n; i++) {
      long index = first + i;
      long both = NoiseBits.bits(key, twist, index >>> 1);
      int bits = (int) (index % 2 == 0 ? both : both >>> 32);
      out.set(at + i, Math.min((bits >>> 8) * STEP + low, highest));
    }
  }

  /** The largest float below low + 1, where rounding may not reach. */
  static float highest(float low) {
    float high = low + 1;
    if (!(high > low)) {
      throw new IllegalArgumentException(
          "an interval from %s of length 1 holds no float: its lower end must be a number of size below 2^24"
              .formatted(low));
    }
    return Math.nextDown(high);
  }
}
