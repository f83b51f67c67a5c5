package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** Functions of vectors of lanes that several kernels need. */
final class VectorFunctions {
  private VectorFunctions() {}

  // Vectors made beforehand: with a broadcast for every constant, the compiler gives up on inlining
  // before it reaches the end of the longer kernels, and then every vector is an object.
  static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1f);
  private static final FloatVector LOW = FloatVector.broadcast(SPECIES, FastExp.LOW);
  private static final FloatVector HIGH = FloatVector.broadcast(SPECIES, FastExp.HIGH);
  private static final FloatVector LOG2E = FloatVector.broadcast(SPECIES, FastExp.LOG2E);
  private static final FloatVector ROUND = FloatVector.broadcast(SPECIES, FastExp.ROUND);
  private static final FloatVector MINUS_LN2_HIGH =
      FloatVector.broadcast(SPECIES, -FastExp.LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = FloatVector.broadcast(SPECIES, -FastExp.LN2_LOW);
  private static final FloatVector C2 = FloatVector.broadcast(SPECIES, FastExp.C2);
  private static final FloatVector C3 = FloatVector.broadcast(SPECIES, FastExp.C3);
  private static final FloatVector C4 = FloatVector.broadcast(SPECIES, FastExp.C4);
  private static final FloatVector C5 = FloatVector.broadcast(SPECIES, FastExp.C5);
  private static final FloatVector C6 = FloatVector.broadcast(SPECIES, FastExp.C6);

  /** Shuffles that bring the upper half of the lanes down: by half the length, a quarter, ... */
  private static final VectorShuffle<Float> HALF = rotation(2);

  private static final VectorShuffle<Float> QUARTER = rotation(4);
  private static final VectorShuffle<Float> EIGHTH = rotation(8);
  private static final VectorShuffle<Float> SIXTEENTH = rotation(16);

  private static VectorShuffle<Float> rotation(int part) {
    return VectorShuffle.iota(SPECIES, LENGTH / part, 1, true);
  }

  /**
   * The sum of all lanes. {@code reduceLanes} adds in an order that is left open: interpreted and
   * compiled it gives different bits on newer Java, so that no run could be repeated.
   */
  static float sumLanes(FloatVector vector) {
    FloatVector sum = vector;
    if (LENGTH >= 2) {
      sum = sum.add(sum.rearrange(HALF));
    }
    if (LENGTH >= 4) {
      sum = sum.add(sum.rearrange(QUARTER));
    }
    if (LENGTH >= 8) {
      sum = sum.add(sum.rearrange(EIGHTH));
    }
    if (LENGTH >= 16) {
      sum = sum.add(sum.rearrange(SIXTEENTH));
    }
    float result = sum.lane(0);
    for (int i = 1; i < LENGTH / 16; i++) {
      result += sum.lane(i); // lanes wider than 512 bits
    }
    return result;
  }

  /** {@link FastExp} in lanes. */
  static FloatVector exp(FloatVector value) {
    FloatVector x = value.max(LOW).min(HIGH);
    FloatVector shifted = x.fma(LOG2E, ROUND);
    FloatVector k = shifted.sub(ROUND);
    FloatVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, x));
    FloatVector poly = r.fma(C6, C5);
    poly = poly.fma(r, C4);
    poly = poly.fma(r, C3);
    poly = poly.fma(r, C2);
    poly = poly.fma(r, ONE);
    poly = poly.fma(r, ONE);
    return poly.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }

  /** 1 / (1 + exp(-x)) in lanes. */
  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }
}
