package org.calm4j.core.engine.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link NoiseBits} in lanes, and the numbers that are bits with a scale. */
final class VectorNoiseBits {
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  // Vectors made beforehand: a broadcast for every constant would exhaust the compiler's limit on
  // inlining, and then every vector is an object.
  private static final LongVector FIRST = LongVector.broadcast(LONGS, NoiseBits.FIRST);
  private static final LongVector SECOND = LongVector.broadcast(LONGS, NoiseBits.SECOND);
  private static final LongVector GAMMA = LongVector.broadcast(LONGS, NoiseBits.GAMMA);
  private static final LongVector STEPS = steps(1);
  private static final LongVector EVEN_STEPS = steps(2);
  private static final LongVector SKIP =
      LongVector.broadcast(LONGS, LONGS.length() * NoiseBits.GAMMA);
  private static final LongVector LOWER = LongVector.broadcast(LONGS, 0xFFFFFFFFL);
  private static final LongVector UPPER = LongVector.broadcast(LONGS, 0xFFFFFFFFL << 32);
  private static final FloatVector STEP = FloatVector.broadcast(SPECIES, PlainNoiseMath.STEP);

  private VectorNoiseBits() {}

  /** Lane j holds j * stride * GAMMA. */
  private static LongVector steps(int stride) {
    long[] lanes = new long[LONGS.length()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (long) i * stride * NoiseBits.GAMMA;
    }
    return LongVector.fromArray(LONGS, lanes, 0);
  }

  /**
   * Bits for groups of pairs: of each group the lower halves, then the upper halves.
   *
   * @param start key + counter * GAMMA of the first pair
   */
  static void pairs(Object out, int from, int to, long start, long twist) {
    LongVector twists = LongVector.broadcast(LONGS, twist);
    // A number, because Java 17 makes an object of a vector that lives through two loops.
    long state = start;
    for (int group = from; group < to; group += BoxMuller.GROUP) {
      for (int i = group; i < group + BoxMuller.PAIRS; i += LENGTH) {
        // Pairs with even numbers in one vector, those with odd numbers in another: put together,
        // the halves of both are in the order of the pairs.
        LongVector counter = EVEN_STEPS.add(state);
        LongVector even = bits(counter, twists);
        LongVector odd = bits(counter.add(GAMMA), twists);
        state += LENGTH * NoiseBits.GAMMA;
        LongVector lower = even.and(LOWER).or(odd.lanewise(LSHL, 32));
        LongVector upper = even.lanewise(LSHR, 32).or(odd.and(UPPER));
        store(lower.reinterpretAsFloats(), out, i);
        store(upper.reinterpretAsFloats(), out, i + BoxMuller.PAIRS);
      }
    }
  }

  /** Even numbers, {@code LENGTH} at a time; both halves of every 64 bits are used. */
  static void uniforms(
      Object out, int from, int to, long start, long twist, float low, float highest) {
    LongVector state = STEPS.add(start);
    LongVector twists = LongVector.broadcast(LONGS, twist);
    FloatVector lows = FloatVector.broadcast(SPECIES, low);
    FloatVector limits = FloatVector.broadcast(SPECIES, highest);
    for (int i = from; i < to; i += LENGTH) {
      IntVector bits = bits(state, twists).reinterpretAsInts();
      state = state.add(SKIP);
      FloatVector steps = (FloatVector) bits.lanewise(LSHR, 8).convert(VectorOperators.I2F, 0);
      store(steps.mul(STEP).add(lows).min(limits), out, i);
    }
  }

  /** {@link NoiseBits#bits} of a state key + counter * GAMMA. */
  private static LongVector bits(LongVector state, LongVector twists) {
    LongVector z = state.lanewise(XOR, state.lanewise(LSHR, 30)).mul(FIRST).lanewise(XOR, twists);
    z = z.lanewise(XOR, z.lanewise(LSHR, 27)).mul(SECOND);
    return z.lanewise(XOR, z.lanewise(LSHR, 31));
  }
}
