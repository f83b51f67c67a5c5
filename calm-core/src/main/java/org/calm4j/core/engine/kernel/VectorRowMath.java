package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorFunctions.ONE;
import static org.calm4j.core.engine.kernel.VectorFunctions.exp;
import static org.calm4j.core.engine.kernel.VectorFunctions.sumLanes;
import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;
import static org.calm4j.core.engine.kernel.VectorLanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link RowMath} in Java's Vector API. What does not fill a vector goes to the plain twin. */
class VectorRowMath extends VectorCombinations implements RowMath {
  @Override
  public float dot(Memory am, int ao, Memory bm, int bo, int n) {
    Object a = am.handle();
    Object b = bm.handle();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    // Four sums hide the latency of the fused multiply-add.
    for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
      s1 = load(a, ao + i + LENGTH).fma(load(b, bo + i + LENGTH), s1);
      s2 = load(a, ao + i + 2 * LENGTH).fma(load(b, bo + i + 2 * LENGTH), s2);
      s3 = load(a, ao + i + 3 * LENGTH).fma(load(b, bo + i + 3 * LENGTH), s3);
    }
    for (; i <= n - LENGTH; i += LENGTH) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
    }
    return sumLanes(s0.add(s1).add(s2.add(s3))) + rest.dot(am, ao + i, bm, bo + i, n - i);
  }

  @Override
  public void rowProducts(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    FewRows.products(y, ys, x, rows, w, from, to, n);
  }

  @Override
  public int fewRows() {
    return 4; // measured: up to 12 rows the two are close, from 16 on the backend wins
  }

  @Override
  public boolean multipliesBlocks() {
    return VectorTiles.fast();
  }

  @Override
  public Tiles tiles() {
    return new VectorTiles();
  }

  @Override
  public float dot3(Memory am, int ao, Memory bm, int bo, Memory cm, int co, int n) {
    Object a = am.handle();
    Object b = bm.handle();
    Object c = cm.handle();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      s0 = load(a, ao + i).mul(load(b, bo + i)).fma(load(c, co + i), s0);
      s1 = load(a, ao + i + LENGTH).mul(load(b, bo + i + LENGTH)).fma(load(c, co + i + LENGTH), s1);
    }
    return sumLanes(s0.add(s1)) + rest.dot3(am, ao + i, bm, bo + i, cm, co + i, n - i);
  }

  @Override
  public float max(Memory am, int ao, int n) {
    Object a = am.handle();
    FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    int i = 0;
    for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
      m0 = m0.max(load(a, ao + i));
      m1 = m1.max(load(a, ao + i + LENGTH));
    }
    return Math.max(m0.max(m1).reduceLanes(VectorOperators.MAX), rest.max(am, ao + i, n - i));
  }

  @Override
  public float expShift(Memory am, int ao, float shift, int n) {
    Object a = am.handle();
    FloatVector sum = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector e = exp(load(a, ao + i).sub(shift));
      store(e, a, ao + i);
      sum = sum.add(e);
    }
    return sumLanes(sum) + rest.expShift(am, ao + i, shift, n - i);
  }

  @Override
  public void scale(Memory am, int ao, float s, int n) {
    Object a = am.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(a, ao + i).mul(s), a, ao + i);
    }
    rest.scale(am, ao + i, s, n - i);
  }

  @Override
  public void axpy(Memory ym, int yo, Memory xm, int xo, float s, int n) {
    Object y = ym.handle();
    Object x = xm.handle();
    FloatVector factor = FloatVector.broadcast(SPECIES, s);
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(x, xo + i).fma(factor, load(y, yo + i)), y, yo + i);
    }
    rest.axpy(ym, yo + i, xm, xo + i, s, n - i);
  }

  @Override
  public void add(Memory ym, int yo, Memory am, int ao, Memory bm, int bo, int n) {
    Object y = ym.handle();
    Object a = am.handle();
    Object b = bm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(a, ao + i).add(load(b, bo + i)), y, yo + i);
    }
    rest.add(ym, yo + i, am, ao + i, bm, bo + i, n - i);
  }

  @Override
  public void mul(Memory ym, int yo, Memory am, int ao, Memory bm, int bo, float s, int n) {
    Object y = ym.handle();
    Object a = am.handle();
    Object b = bm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(a, ao + i).mul(load(b, bo + i)).mul(s), y, yo + i);
    }
    rest.mul(ym, yo + i, am, ao + i, bm, bo + i, s, n - i);
  }

  @Override
  public void mulAdd(Memory ym, int yo, Memory am, int ao, Memory bm, int bo, float s, int n) {
    Object y = ym.handle();
    Object a = am.handle();
    Object b = bm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      store(load(a, ao + i).mul(s).fma(load(b, bo + i), load(y, yo + i)), y, yo + i);
    }
    rest.mulAdd(ym, yo + i, am, ao + i, bm, bo + i, s, n - i);
  }

  @Override
  public void mulPlus(
      Memory ym,
      int yo,
      Memory am,
      int ao,
      Memory bm,
      int bo,
      float s,
      Memory cm,
      int co,
      float t,
      int n) {
    Object y = ym.handle();
    Object a = am.handle();
    Object b = bm.handle();
    Object c = cm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector product = load(a, ao + i).mul(load(b, bo + i)).mul(s);
      store(load(c, co + i).mul(t).add(product), y, yo + i);
    }
    rest.mulPlus(ym, yo + i, am, ao + i, bm, bo + i, s, cm, co + i, t, n - i);
  }

  @Override
  public void swiGlu(Memory hm, int ho, Memory gm, int go, Memory um, int uo, int n) {
    Object h = hm.handle();
    Object g = gm.handle();
    Object u = um.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector x = load(g, go + i);
      store(x.div(exp(x.neg()).add(ONE)).mul(load(u, uo + i)), h, ho + i);
    }
    rest.swiGlu(hm, ho + i, gm, go + i, um, uo + i, n - i);
  }

  @Override
  public void swiGluGrad(
      Memory dgm,
      int dgo,
      Memory dum,
      int duo,
      Memory gm,
      int go,
      Memory um,
      int uo,
      Memory dhm,
      int dho,
      int n) {
    Object dg = dgm.handle();
    Object du = dum.handle();
    Object g = gm.handle();
    Object u = um.handle();
    Object dh = dhm.handle();
    int i = 0;
    for (; i <= n - LENGTH; i += LENGTH) {
      FloatVector x = load(g, go + i);
      FloatVector sigmoid = ONE.div(exp(x.neg()).add(ONE));
      FloatVector part = load(dh, dho + i).mul(sigmoid);
      FloatVector slope = ONE.sub(sigmoid).mul(x).add(ONE);
      FloatVector up = load(u, uo + i);
      store(part.mul(x), du, duo + i);
      store(part.mul(up).mul(slope), dg, dgo + i);
    }
    rest.swiGluGrad(dgm, dgo + i, dum, duo + i, gm, go + i, um, uo + i, dhm, dho + i, n - i);
  }

  @Override
  public void adamW(Memory pm, Memory gm, Memory mm, Memory vm, int from, int n, AdamWStep step) {
    Object p = pm.handle();
    Object g = gm.handle();
    Object m = mm.handle();
    Object v = vm.handle();
    int i = from;
    for (; i <= from + n - LENGTH; i += LENGTH) {
      FloatVector gradient = load(g, i).mul(step.gradientScale());
      FloatVector first = load(m, i).mul(step.beta1()).add(gradient.mul(1 - step.beta1()));
      FloatVector second =
          load(v, i).mul(step.beta2()).add(gradient.mul(gradient).mul(1 - step.beta2()));
      store(first, m, i);
      store(second, v, i);
      FloatVector root =
          second.lanewise(VectorOperators.SQRT).mul(step.rootScale()).add(step.epsilon());
      store(load(p, i).mul(step.decay()).sub(first.mul(step.stepSize()).div(root)), p, i);
    }
    rest.adamW(pm, gm, mm, vm, i, from + n - i, step);
  }
}
