package org.calm4j.core.engine.kernel;

/**
 * {@link VectorTiles}, and until they are machine code {@link EarlyTiles} and {@link PlainTiles},
 * whose tiles have the same bits and places.
 */
final class WarmingTiles implements Tiles {
  private final Tiles vectors = new VectorTiles();
  private final Tiles plain = new PlainTiles();
  private final WarmUp warmUp;

  WarmingTiles(WarmUp warmUp) {
    this.warmUp = warmUp;
  }

  @Override
  public int columns() {
    return vectors.columns();
  }

  private boolean early() {
    return !warmUp.products() && plain.columns() == vectors.columns();
  }

  @Override
  public void multiply(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    if (early()) {
      EarlyTiles.multiply(a, ao, b, bo, depth, tile, columns());
      warmUp.worked((long) depth * tile.length);
    } else {
      vectors.multiply(a, ao, b, bo, depth, tile);
    }
  }

  @Override
  public void multiplyTurned(float[] a, int ao, float[] b, int bo, int depth, float[] tile) {
    if (early()) {
      EarlyTiles.multiplyTurned(a, ao, b, bo, depth, tile, columns());
      warmUp.worked((long) depth * tile.length);
    } else {
      vectors.multiplyTurned(a, ao, b, bo, depth, tile);
    }
  }

  @Override
  public void store(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    (early() ? plain : vectors).store(tile, c, at, stride, rows, columns);
  }

  @Override
  public void add(float[] tile, Memory c, int at, int stride, int rows, int columns) {
    (early() ? plain : vectors).add(tile, c, at, stride, rows, columns);
  }

  @Override
  public void copy(Memory rows, int from, int stride, int depth, int columns, float[] a) {
    (early() ? plain : vectors).copy(rows, from, stride, depth, columns, a);
  }

  @Override
  public void pack(
      Memory rows, int from, int stride, int depth, int columns, float[] panel, int to) {
    (early() ? plain : vectors).pack(rows, from, stride, depth, columns, panel, to);
  }

  @Override
  public void packColumn(float[] column, int depth, float[] panel, int to) {
    (early() ? plain : vectors).packColumn(column, depth, panel, to);
  }
}
