package org.calm4j.core.engine.kernel;

/**
 * 64 random bits from a key and a counter: the finalizer of SplitMix64 (Steele, Lea and Flood,
 * OOPSLA 2014) over {@code key + counter * GAMMA}.
 *
 * <p>Between its two rounds the state meets a second word made from the key. Without that, all keys
 * would walk along one sequence from different places, and two of them could share a stretch.
 */
final class NoiseBits {
  static final long GAMMA = 0x9E3779B97F4A7C15L;
  static final long FIRST = 0xBF58476D1CE4E5B9L;
  static final long SECOND = 0x94D049BB133111EBL;

  private NoiseBits() {}

  /** The second word of a key. */
  static long twist(long key) {
    return bits(~key, 0, 0);
  }

  static long bits(long key, long twist, long counter) {
    long z = key + counter * GAMMA;
    z = (z ^ (z >>> 30)) * FIRST ^ twist;
    z = (z ^ (z >>> 27)) * SECOND;
    return z ^ (z >>> 31);
  }
}
