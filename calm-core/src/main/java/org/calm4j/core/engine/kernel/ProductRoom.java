package org.calm4j.core.engine.kernel;

/**
 * Copies of the blocks that a thread multiplies. They lie on the heap, where the Vector API reads
 * at the full rate of the cache: off-heap memory costs it a check per load. For one thread at a
 * time.
 */
final class ProductRoom {
  /** Steps of the sum that a block holds: a panel of B fits the nearest cache. */
  static final int DEPTH = 256;

  /** Rows of A in a block. */
  static final int ROWS = 64;

  /** Columns of B in a block: it fits the second cache. */
  static final int COLUMNS = 1024;

  /** Columns of the widest tile. */
  static final int WIDEST = 32;

  final float[] a = new float[ROWS * Tiles.ROW];
  final float[] b = new float[COLUMNS * DEPTH];
  final float[] row = new float[DEPTH];
  final float[] tile = new float[Tiles.ROWS * WIDEST];
}
