package org.calm4j.core.engine.kernel;

/** {@link Tiles} in plain Java, in loops that the compiler can turn into vectors by itself. */
final class PlainTiles implements Tiles {
  private static final int COLUMNS = ProductRoom.WIDEST;

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public void multiply(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    for (int r = 0; r < ROWS; r++) {
      row(a, ao + r * ROW, 1, b, bo, depth, tile, r * COLUMNS);
    }
  }

  @Override
  public void multiplyTurned(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    for (int r = 0; r < ROWS; r++) {
      row(a, ao + r, STEP, b, bo, depth, tile, r * COLUMNS);
    }
  }

  private static void row(
      float[] a, int ao, int step, float[] b, int bo, int depth, float[] tile, int to) {
    for (int i = 0; i < COLUMNS; i++) {
      tile[to + i] = 0;
    }
    for (int p = 0; p < depth; p++) {
      float factor = a[ao + p * step];
      int from = bo + p * COLUMNS;
      for (int i = 0; i < COLUMNS; i++) {
        tile[to + i] += factor * b[from + i];
      }
    }
  }

  @Override
  public void store(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        c.set(at + r * stride + i, tile[r * COLUMNS + i]);
      }
    }
  }

  @Override
  public void add(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        int to = at + r * stride + i;
        c.set(to, c.get(to) + tile[r * COLUMNS + i]);
      }
    }
  }

  @Override
  public void copy(Memory rows, int from, int stride, int depth, int columns, float[] a) {
    for (int p = 0; p < depth; p++) {
      rows.get(from + p * stride, a, p * STEP, columns);
    }
  }

  @Override
  public void pack(
      Memory rows, int from, int stride, int depth, int columns, float[] panel, int to) {
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
