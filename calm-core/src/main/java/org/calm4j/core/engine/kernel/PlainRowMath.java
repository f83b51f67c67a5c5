package org.calm4j.core.engine.kernel;

/** {@link RowMath} without the Vector API: the fallback, and the twin its tests compare with. */
final class PlainRowMath extends PlainCombinations implements RowMath {

  @Override
  public float dot(Memory a, int ao, Memory b, int bo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a.get(ao + i) * b.get(bo + i);
    }
    return (float) sum;
  }

  @Override
  public void rowProducts(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    for (int o = from; o < to; o++) {
      for (int i = 0; i < rows; i++) {
        y.set(i * ys + o, dot(x, i * n, w, o * n, n));
      }
    }
  }

  @Override
  public boolean multipliesBlocks() {
    return false;
  }

  @Override
  public Tiles tiles() {
    return new PlainTiles();
  }

  @Override
  public int fewRows() {
    return 0;
  }

  @Override
  public float dot3(Memory a, int ao, Memory b, int bo, Memory c, int co, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a.get(ao + i) * b.get(bo + i) * c.get(co + i);
    }
    return (float) sum;
  }

  @Override
  public float max(Memory a, int ao, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a.get(ao + i));
    }
    return max;
  }

  @Override
  public float expShift(Memory a, int ao, float shift, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      float e = FastExp.exp(a.get(ao + i) - shift);
      a.set(ao + i, e);
      sum += e;
    }
    return (float) sum;
  }

  @Override
  public void scale(Memory a, int ao, float s, int n) {
    for (int i = 0; i < n; i++) {
      a.set(ao + i, a.get(ao + i) * s);
    }
  }

  @Override
  public void axpy(Memory y, int yo, Memory x, int xo, float s, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, y.get(yo + i) + s * x.get(xo + i));
    }
  }

  @Override
  public void add(Memory y, int yo, Memory a, int ao, Memory b, int bo, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, a.get(ao + i) + b.get(bo + i));
    }
  }

  @Override
  public void mul(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, s * a.get(ao + i) * b.get(bo + i));
    }
  }

  @Override
  public void mulAdd(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, y.get(yo + i) + s * a.get(ao + i) * b.get(bo + i));
    }
  }

  @Override
  public void mulPlus(
      Memory y,
      int yo,
      Memory a,
      int ao,
      Memory b,
      int bo,
      float s,
      Memory c,
      int co,
      float t,
      int n) {
    for (int i = 0; i < n; i++) {
      y.set(yo + i, s * a.get(ao + i) * b.get(bo + i) + t * c.get(co + i));
    }
  }

  @Override
  public void swiGlu(Memory h, int ho, Memory g, int go, Memory u, int uo, int n) {
    for (int i = 0; i < n; i++) {
      float x = g.get(go + i);
      h.set(ho + i, x / (1 + FastExp.exp(-x)) * u.get(uo + i));
    }
  }

  @Override
  public void swiGluGrad(
      Memory dg,
      int dgo,
      Memory du,
      int duo,
      Memory g,
      int go,
      Memory u,
      int uo,
      Memory dh,
      int dho,
      int n) {
    for (int i = 0; i < n; i++) {
      float x = g.get(go + i);
      float up = u.get(uo + i);
      float d = dh.get(dho + i);
      float sigmoid = 1 / (1 + FastExp.exp(-x));
      float part = d * sigmoid;
      du.set(duo + i, part * x);
      dg.set(dgo + i, part * up * ((1 - sigmoid) * x + 1));
    }
  }

  @Override
  public void adamW(Memory p, Memory g, Memory m, Memory v, int from, int n, AdamWStep step) {
    for (int i = from; i < from + n; i++) {
      float gradient = g.get(i) * step.gradientScale();
      float first = step.beta1() * m.get(i) + (1 - step.beta1()) * gradient;
      float second = step.beta2() * v.get(i) + (1 - step.beta2()) * gradient * gradient;
      m.set(i, first);
      v.set(i, second);
      float root = (float) Math.sqrt(second) * step.rootScale() + step.epsilon();
      p.set(i, p.get(i) * step.decay() - step.stepSize() * first / root);
    }
  }
}
