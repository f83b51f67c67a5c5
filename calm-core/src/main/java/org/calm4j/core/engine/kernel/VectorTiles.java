package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.VectorLanes.LENGTH;
import static org.calm4j.core.engine.kernel.VectorLanes.SPECIES;
import static org.calm4j.core.engine.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Tiles} in Java's Vector API: eight rows and two vectors of columns, sixteen sums that stay
 * in registers, so that a step is sixteen multiply-adds for ten loads. All distances are constants:
 * with others the compiler could not take the checks of bounds out of the loop, a quarter of its
 * time.
 */
final class VectorTiles implements Tiles {
  private static final int COLUMNS = 2 * LENGTH;

  /** Sixteen sums are more than the registers that come with shorter vectors can hold. */
  static boolean fast() {
    return LENGTH >= 16;
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public void multiply(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector e0 = FloatVector.zero(SPECIES);
    FloatVector e1 = FloatVector.zero(SPECIES);
    FloatVector f0 = FloatVector.zero(SPECIES);
    FloatVector f1 = FloatVector.zero(SPECIES);
    FloatVector g0 = FloatVector.zero(SPECIES);
    FloatVector g1 = FloatVector.zero(SPECIES);
    FloatVector h0 = FloatVector.zero(SPECIES);
    FloatVector h1 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS);
      FloatVector x1 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS + LENGTH);
      FloatVector f = FloatVector.broadcast(SPECIES, a[ao + p]);
      a0 = x0.fma(f, a0);
      a1 = x1.fma(f, a1);
      f = FloatVector.broadcast(SPECIES, a[ao + 1 * ROW + p]);
      b0 = x0.fma(f, b0);
      b1 = x1.fma(f, b1);
      f = FloatVector.broadcast(SPECIES, a[ao + 2 * ROW + p]);
      c0 = x0.fma(f, c0);
      c1 = x1.fma(f, c1);
      f = FloatVector.broadcast(SPECIES, a[ao + 3 * ROW + p]);
      d0 = x0.fma(f, d0);
      d1 = x1.fma(f, d1);
      f = FloatVector.broadcast(SPECIES, a[ao + 4 * ROW + p]);
      e0 = x0.fma(f, e0);
      e1 = x1.fma(f, e1);
      f = FloatVector.broadcast(SPECIES, a[ao + 5 * ROW + p]);
      f0 = x0.fma(f, f0);
      f1 = x1.fma(f, f1);
      f = FloatVector.broadcast(SPECIES, a[ao + 6 * ROW + p]);
      g0 = x0.fma(f, g0);
      g1 = x1.fma(f, g1);
      f = FloatVector.broadcast(SPECIES, a[ao + 7 * ROW + p]);
      h0 = x0.fma(f, h0);
      h1 = x1.fma(f, h1);
    }
    a0.intoArray(tile, 0 * COLUMNS);
    a1.intoArray(tile, 0 * COLUMNS + LENGTH);
    b0.intoArray(tile, 1 * COLUMNS);
    b1.intoArray(tile, 1 * COLUMNS + LENGTH);
    c0.intoArray(tile, 2 * COLUMNS);
    c1.intoArray(tile, 2 * COLUMNS + LENGTH);
    d0.intoArray(tile, 3 * COLUMNS);
    d1.intoArray(tile, 3 * COLUMNS + LENGTH);
    e0.intoArray(tile, 4 * COLUMNS);
    e1.intoArray(tile, 4 * COLUMNS + LENGTH);
    f0.intoArray(tile, 5 * COLUMNS);
    f1.intoArray(tile, 5 * COLUMNS + LENGTH);
    g0.intoArray(tile, 6 * COLUMNS);
    g1.intoArray(tile, 6 * COLUMNS + LENGTH);
    h0.intoArray(tile, 7 * COLUMNS);
    h1.intoArray(tile, 7 * COLUMNS + LENGTH);
  }

  @Override
  public void multiplyTurned(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector e0 = FloatVector.zero(SPECIES);
    FloatVector e1 = FloatVector.zero(SPECIES);
    FloatVector f0 = FloatVector.zero(SPECIES);
    FloatVector f1 = FloatVector.zero(SPECIES);
    FloatVector g0 = FloatVector.zero(SPECIES);
    FloatVector g1 = FloatVector.zero(SPECIES);
    FloatVector h0 = FloatVector.zero(SPECIES);
    FloatVector h1 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS);
      FloatVector x1 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS + LENGTH);
      FloatVector f = FloatVector.broadcast(SPECIES, a[ao + p * STEP]);
      a0 = x0.fma(f, a0);
      a1 = x1.fma(f, a1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 1]);
      b0 = x0.fma(f, b0);
      b1 = x1.fma(f, b1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 2]);
      c0 = x0.fma(f, c0);
      c1 = x1.fma(f, c1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 3]);
      d0 = x0.fma(f, d0);
      d1 = x1.fma(f, d1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 4]);
      e0 = x0.fma(f, e0);
      e1 = x1.fma(f, e1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 5]);
      f0 = x0.fma(f, f0);
      f1 = x1.fma(f, f1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 6]);
      g0 = x0.fma(f, g0);
      g1 = x1.fma(f, g1);
      f = FloatVector.broadcast(SPECIES, a[ao + p * STEP + 7]);
      h0 = x0.fma(f, h0);
      h1 = x1.fma(f, h1);
    }
    a0.intoArray(tile, 0 * COLUMNS);
    a1.intoArray(tile, 0 * COLUMNS + LENGTH);
    b0.intoArray(tile, 1 * COLUMNS);
    b1.intoArray(tile, 1 * COLUMNS + LENGTH);
    c0.intoArray(tile, 2 * COLUMNS);
    c1.intoArray(tile, 2 * COLUMNS + LENGTH);
    d0.intoArray(tile, 3 * COLUMNS);
    d1.intoArray(tile, 3 * COLUMNS + LENGTH);
    e0.intoArray(tile, 4 * COLUMNS);
    e1.intoArray(tile, 4 * COLUMNS + LENGTH);
    f0.intoArray(tile, 5 * COLUMNS);
    f1.intoArray(tile, 5 * COLUMNS + LENGTH);
    g0.intoArray(tile, 6 * COLUMNS);
    g1.intoArray(tile, 6 * COLUMNS + LENGTH);
    h0.intoArray(tile, 7 * COLUMNS);
    h1.intoArray(tile, 7 * COLUMNS + LENGTH);
  }

  @Override
  public void store(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    Object handle = c.handle();
    int whole = columns - columns % LENGTH;
    for (int r = 0; r < rows; r++) {
      int from = r * COLUMNS;
      int to = at + r * stride;
      for (int i = 0; i < whole; i += LENGTH) {
        VectorLanes.store(FloatVector.fromArray(SPECIES, tile, from + i), handle, to + i);
      }
      for (int i = whole; i < columns; i++) {
        c.set(to + i, tile[from + i]);
      }
    }
  }

  @Override
  public void add(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    Object handle = c.handle();
    int whole = columns - columns % LENGTH;
    for (int r = 0; r < rows; r++) {
      int from = r * COLUMNS;
      int to = at + r * stride;
      for (int i = 0; i < whole; i += LENGTH) {
        FloatVector sum = load(handle, to + i).add(FloatVector.fromArray(SPECIES, tile, from + i));
        VectorLanes.store(sum, handle, to + i);
      }
      for (int i = whole; i < columns; i++) {
        c.set(to + i, c.get(to + i) + tile[from + i]);
      }
    }
  }

  @Override
  public void copy(Memory rows, int from, int stride, int depth, int columns, float[] a) {
    Object handle = rows.handle();
    int whole = columns - columns % LENGTH;
    for (int p = 0; p < depth; p++) {
      int at = from + p * stride;
      for (int i = 0; i < whole; i += LENGTH) {
        load(handle, at + i).intoArray(a, p * STEP + i);
      }
      for (int i = whole; i < columns; i++) {
        a[p * STEP + i] = rows.get(at + i);
      }
    }
  }

  @Override
  public void pack(
      Memory rows, int from, int stride, int depth, int columns, float[] panel, int to) {
    if (columns == COLUMNS) {
      Object handle = rows.handle();
      for (int p = 0; p < depth; p++) {
        int at = from + p * stride;
        load(handle, at).intoArray(panel, to + p * COLUMNS);
        load(handle, at + LENGTH).intoArray(panel, to + p * COLUMNS + LENGTH);
      }
      return;
    }
    for (int p = 0; p < depth; p++) {
      for (int i = 0; i < COLUMNS; i++) {
        panel[to + p * COLUMNS + i] = i < columns ? rows.get(from + p * stride + i) : 0;
      }
    }
  }

  @Override
  public void packColumn(float[] column, int depth, float[] panel, int to) {
    for (int p = 0; p < depth; p++) {
      panel[to + p * COLUMNS] = column[p];
    }
  }
}
