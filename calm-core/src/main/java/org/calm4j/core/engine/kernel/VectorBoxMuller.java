package org.calm4j.core.engine.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.SQRT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link BoxMuller} in lanes, over groups of pairs in place: first the radii, then the angles. */
final class VectorBoxMuller {
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  private static final IntVector SIGN = IntVector.broadcast(INTS, Integer.MIN_VALUE);
  private static final IntVector TWO_THIRDS = IntVector.broadcast(INTS, BoxMuller.TWO_THIRDS);
  private static final IntVector EXPONENT = IntVector.broadcast(INTS, BoxMuller.EXPONENT);
  private static final FloatVector ONE = floats(1);
  private static final FloatVector MINUS_TWO = floats(-2);
  private static final FloatVector U_STEP = floats(BoxMuller.U_STEP);
  private static final FloatVector U_HALF = floats(BoxMuller.U_HALF);
  private static final FloatVector LN2_STEP = floats(BoxMuller.LN2_STEP);
  private static final FloatVector ANGLE_STEP = floats(BoxMuller.ANGLE_STEP);
  private static final FloatVector L0 = floats(BoxMuller.L0);
  private static final FloatVector L1 = floats(BoxMuller.L1);
  private static final FloatVector L2 = floats(BoxMuller.L2);
  private static final FloatVector L3 = floats(BoxMuller.L3);
  private static final FloatVector L4 = floats(BoxMuller.L4);
  private static final FloatVector L5 = floats(BoxMuller.L5);
  private static final FloatVector L6 = floats(BoxMuller.L6);
  private static final FloatVector L7 = floats(BoxMuller.L7);
  private static final FloatVector S0 = floats(BoxMuller.S0);
  private static final FloatVector S1 = floats(BoxMuller.S1);
  private static final FloatVector S2 = floats(BoxMuller.S2);
  private static final FloatVector C0 = floats(BoxMuller.C0);
  private static final FloatVector C1 = floats(BoxMuller.C1);
  private static final FloatVector C2 = floats(BoxMuller.C2);

  private VectorBoxMuller() {}

  private static FloatVector floats(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** The first half of every group, bits until now, becomes radii. */
  static void radii(Object out, int from, int to) {
    for (int group = from; group < to; group += BoxMuller.GROUP) {
      for (int i = group; i < group + BoxMuller.PAIRS; i += LENGTH) {
        IntVector bits = load(out, i).reinterpretAsInts().lanewise(LSHR, 1);
        IntVector u = toFloats(bits).fma(U_STEP, U_HALF).reinterpretAsInts();
        IntVector exponent = u.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector x = u.sub(exponent).reinterpretAsFloats().sub(ONE);
        FloatVector p = L7.fma(x, L6);
        p = p.fma(x, L5);
        p = p.fma(x, L4);
        p = p.fma(x, L3);
        p = p.fma(x, L2);
        p = p.fma(x, L1);
        p = p.fma(x, L0);
        FloatVector ln = toFloats(exponent).fma(LN2_STEP, p.fma(x.mul(x), x));
        store(ln.mul(MINUS_TWO).lanewise(SQRT), out, i);
      }
    }
  }

  /** Of radii and the angles' bits behind them, every group becomes normal numbers. */
  static void turn(Object out, int from, int to) {
    for (int group = from; group < to; group += BoxMuller.GROUP) {
      for (int i = group; i < group + BoxMuller.PAIRS; i += LENGTH) {
        FloatVector radius = load(out, i);
        IntVector angle = load(out, i + BoxMuller.PAIRS).reinterpretAsInts();
        FloatVector x = toFloats(angle.lanewise(LSHL, 2).lanewise(ASHR, 2)).mul(ANGLE_STEP);
        FloatVector s = x.mul(x);
        IntVector sin = S2.fma(s, S1).fma(s, S0).fma(s.mul(x), x).reinterpretAsInts();
        IntVector cos = C2.fma(s, C1).fma(s, C0).fma(s, ONE).reinterpretAsInts();
        cos = cos.lanewise(XOR, angle.lanewise(LSHL, 1).and(SIGN));
        IntVector swap = cos.lanewise(XOR, sin).and(angle.lanewise(ASHR, 31));
        cos = cos.lanewise(XOR, swap);
        sin = sin.lanewise(XOR, swap);
        store(cos.reinterpretAsFloats().mul(radius), out, i);
        store(sin.reinterpretAsFloats().mul(radius), out, i + BoxMuller.PAIRS);
      }
    }
  }

  private static FloatVector toFloats(IntVector ints) {
    return (FloatVector) ints.convert(VectorOperators.I2F, 0);
  }
}
