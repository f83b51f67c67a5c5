package org.calm4j.core.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes independent random streams from one seed, a name and indices.
 *
 * <p>A stream is a function of (seed, name, indices) alone: asking twice gives the same numbers. A
 * training step asks for {@code stream("latent-noise", step)}, so that a resumed run needs no state
 * of any generator.
 *
 * @param seed the seed of the run
 */
public record RandomStreams(long seed) {

  /**
   * Starts a stream.
   *
   * @param name what the draws are for
   * @param indices where it stands, for example the step and the micro-batch
   * @return a new generator, not thread-safe
   */
  public RandomGenerator stream(String name, long... indices) {
    return new SplittableRandom(key(name, indices));
  }

  /**
   * The key of a stream, for generators that turn a key and an index into a number.
   *
   * <p>A key and the {@link #stream} of the same name and indices are one source of randomness: use
   * one of them.
   *
   * @param name what the draws are for
   * @param indices where it stands, for example the step and the micro-batch
   * @return 64 bits, as good as random
   */
  public long key(String name, long... indices) {
    long state = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      state = mix(state ^ name.charAt(i));
    }
    for (long index : indices) {
      state = mix(state + 0x9E3779B97F4A7C15L ^ mix(index));
    }
    return state;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), variant 13 of Stafford. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
