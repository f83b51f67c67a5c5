package org.calm4j.core.engine.kernel;

/**
 * Random numbers as a function of a key and an index: number i of a key is the same wherever it is
 * written, however many are written with it, and on whatever thread.
 *
 * <p>A counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC
 * 2011): the finalizer of SplitMix64 turns key and counter into 64 random bits. Both
 * implementations give the same bits. Numbers of one key by {@link #normals} and by {@link
 * #uniforms} depend on each other: give every use its own key, for example {@link
 * org.calm4j.core.random.RandomStreams#key}. Implementations have no state. Checked by {@code
 * NoiseMathTest}.
 */
public interface NoiseMath {

  /**
   * The fastest implementation of this JVM: the Vector API if the module jdk.incubator.vector is
   * there, else plain Java.
   *
   * @return an implementation
   */
  static NoiseMath best() {
    return VectorAccess.AVAILABLE ? new VectorNoiseMath() : new PlainNoiseMath();
  }

  /**
   * Standard normal numbers by the method of Box and Muller: sqrt(-2 ln u) times the cosine and the
   * sine of an even angle. No number is further from zero than 6.67.
   *
   * @param out window that is written
   * @param at first element that is written
   * @param n number of elements
   * @param key which sequence
   * @param first index of the first number within the sequence, at least 0
   */
  void normals(Memory out, int at, int n, long key, long first);

  /**
   * Even numbers in {@code [low, low + 1)}: low plus a multiple of 2^-24, rounded to a float.
   *
   * @param out window that is written
   * @param at first element that is written
   * @param n number of elements
   * @param key which sequence
   * @param first index of the first number within the sequence, at least 0
   * @param low lower end of the interval
   * @throws IllegalArgumentException if low + 1 is not above low
   */
  void uniforms(Memory out, int at, int n, long key, long first, float low);
}
