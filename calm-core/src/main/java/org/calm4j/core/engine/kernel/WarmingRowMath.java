package org.calm4j.core.engine.kernel;

/**
 * {@link VectorRowMath}, and until it is machine code {@link EarlyMath} for what a forward pass
 * needs, which has its bits. Gradients wait for the compiler.
 */
final class WarmingRowMath extends VectorRowMath {
  private final WarmUp warmUp = new WarmUp();

  @Override
  public Tiles tiles() {
    return new WarmingTiles(warmUp);
  }

  @Override
  public void rowProducts(Memory y, int ys, Memory x, int rows, Memory w, int from, int to, int n) {
    if (warmUp.products()) {
      super.rowProducts(y, ys, x, rows, w, from, to, n);
    } else {
      EarlyRows.products(y, ys, x, rows, w, from, to, n);
      warmUp.worked((long) rows * (to - from) * n);
    }
  }

  @Override
  public float dot(Memory a, int ao, Memory b, int bo, int n) {
    return warmUp.rows() ? super.dot(a, ao, b, bo, n) : EarlyMath.dot(a, ao, b, bo, n);
  }

  @Override
  public float sum(Memory a, int ao, int n) {
    return warmUp.rows() ? super.sum(a, ao, n) : EarlyMath.sum(a, ao, n);
  }

  @Override
  public float centeredSquares(Memory a, int ao, float mean, int n) {
    return warmUp.rows()
        ? super.centeredSquares(a, ao, mean, n)
        : EarlyMath.centeredSquares(a, ao, mean, n);
  }

  @Override
  public float expShift(Memory a, int ao, float shift, int n) {
    return warmUp.rows() ? super.expShift(a, ao, shift, n) : EarlyMath.expShift(a, ao, shift, n);
  }

  @Override
  public float max(Memory a, int ao, int n) {
    return warmUp.rows() ? super.max(a, ao, n) : rest.max(a, ao, n);
  }

  @Override
  public void scale(Memory a, int ao, float s, int n) {
    if (warmUp.rows()) {
      super.scale(a, ao, s, n);
    } else {
      rest.scale(a, ao, s, n);
    }
  }

  @Override
  public void add(Memory y, int yo, Memory a, int ao, Memory b, int bo, int n) {
    if (warmUp.rows()) {
      super.add(y, yo, a, ao, b, bo, n);
    } else {
      rest.add(y, yo, a, ao, b, bo, n);
    }
  }

  @Override
  public void axpy(Memory y, int yo, Memory x, int xo, float s, int n) {
    if (warmUp.rows()) {
      super.axpy(y, yo, x, xo, s, n);
    } else {
      EarlyMath.axpy(y, yo, x, xo, s, n);
    }
  }

  @Override
  public void mul(Memory y, int yo, Memory a, int ao, Memory b, int bo, float s, int n) {
    if (warmUp.rows()) {
      super.mul(y, yo, a, ao, b, bo, s, n);
    } else {
      EarlyMath.mul(y, yo, a, ao, b, bo, s, n);
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
    if (warmUp.rows()) {
      super.mulPlus(y, yo, a, ao, b, bo, s, c, co, t, n);
    } else {
      EarlyMath.mulPlus(y, yo, a, ao, b, bo, s, c, co, t, n);
    }
  }

  @Override
  public void swiGlu(Memory h, int ho, Memory g, int go, Memory u, int uo, int n) {
    if (warmUp.rows()) {
      super.swiGlu(h, ho, g, go, u, uo, n);
    } else {
      EarlyMath.swiGlu(h, ho, g, go, u, uo, n);
    }
  }

  @Override
  public void silu(Memory y, int yo, Memory x, int xo, int n) {
    if (warmUp.rows()) {
      super.silu(y, yo, x, xo, n);
    } else {
      EarlyMath.silu(y, yo, x, xo, n);
    }
  }

  @Override
  public void normalize(
      Memory y, int yo, Memory x, int xo, float mean, float s, Memory w, Memory b, int n) {
    if (warmUp.rows()) {
      super.normalize(y, yo, x, xo, mean, s, w, b, n);
    } else {
      EarlyMath.normalize(y, yo, x, xo, mean, s, w, b, n);
    }
  }

  @Override
  public void combine(
      Memory y, int yo, Memory c, int co, Memory x, int xo, int stride, int rows, int n) {
    if (warmUp.rows()) {
      super.combine(y, yo, c, co, x, xo, stride, rows, n);
    } else {
      EarlyMath.combine(y, yo, c, co, x, xo, stride, rows, n);
    }
  }
}
