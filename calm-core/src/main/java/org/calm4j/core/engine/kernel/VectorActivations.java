package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorFunctions.ONE;
import static org.calm4j.core.engine.kernel.VectorFunctions.exp;
import static org.calm4j.core.engine.kernel.VectorFunctions.sigmoid;
import static org.calm4j.core.engine.kernel.VectorFunctions.sumLanes;
import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;

/** {@link Activations} in Java's Vector API. What does not fill a vector goes to the plain twin. */
abstract class VectorActivations implements Activations {
  final PlainRowMath rest = new PlainRowMath();

  @Override
  public float sum(Memory am, int ao, int n) {
    Object a = am.handle();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      s0 = s0.add(load(a, ao + i));
      s1 = s1.add(load(a, ao + i + LENGTH));
    }
    return sumLanes(s0.add(s1)) + rest.sum(am, ao + i, n - i);
  }

  @Override
  public float centeredSquares(Memory am, int ao, float mean, int n) {
    Object a = am.handle();
    FloatVector center = FloatVector.broadcast(SPECIES, mean);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      FloatVector d0 = load(a, ao + i).sub(center);
      FloatVector d1 = load(a, ao + i + LENGTH).sub(center);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    return sumLanes(s0.add(s1)) + rest.centeredSquares(am, ao + i, mean, n - i);
  }

  @Override
  public void normalize(
      Memory ym, int yo, Memory xm, int xo, float mean, float s, Memory wm, Memory bm, int n) {
    Object y = ym.handle();
    Object x = xm.handle();
    Object w = wm.handle();
    Object b = bm.handle();
    FloatVector center = FloatVector.broadcast(SPECIES, mean);
    FloatVector factor = FloatVector.broadcast(SPECIES, s);
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector normal = load(x, xo + i).sub(center).mul(factor);
      store(normal.fma(load(w, i), load(b, i)), y, yo + i);
    }
    PlainActivations.normalize(ym, yo + i, xm, xo + i, mean, s, wm, bm, i, n - i);
  }

  @Override
  public void shift(Memory am, int ao, float s, int n) {
    Object a = am.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(a, ao + i).add(s), a, ao + i);
    }
    rest.shift(am, ao + i, s, n - i);
  }

  @Override
  public void silu(Memory ym, int yo, Memory xm, int xo, int n) {
    Object y = ym.handle();
    Object x = xm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector v = load(x, xo + i);
      store(v.div(exp(v.neg()).add(ONE)), y, yo + i);
    }
    rest.silu(ym, yo + i, xm, xo + i, n - i);
  }

  @Override
  public void siluGrad(Memory dxm, int dxo, Memory xm, int xo, Memory dym, int dyo, int n) {
    Object dx = dxm.handle();
    Object x = xm.handle();
    Object dy = dym.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector v = load(x, xo + i);
      FloatVector s = sigmoid(v);
      FloatVector slope = ONE.sub(s).fma(v, ONE);
      store(load(dy, dyo + i).mul(s).mul(slope), dx, dxo + i);
    }
    rest.siluGrad(dxm, dxo + i, xm, xo + i, dym, dyo + i, n - i);
  }
}
