package org.calm4j.core.engine.kernel;

/**
 * The products of {@link VectorTiles} one column after the other, to the bit: for the time before
 * the compiler has made machine code of them, as {@link EarlyRows}. {@code EarlyKernelsTest}
 * compares the two.
 */
final class EarlyTiles {
  private EarlyTiles() {}

  /** As {@link Tiles#multiply}. */
  static void multiply(float[] a, int ao, float[] b, int bo, int depth, float[] tile, int columns) {
    for (int r = 0; r < Tiles.ROWS; r++) {
      row(a, ao + r * Tiles.ROW, 1, b, bo, depth, tile, r * columns, columns);
    }
  }

  /** As {@link Tiles#multiplyTurned}. */
  static void multiplyTurned(
      float[] a, int ao, float[] b, int bo, int depth, float[] tile, int columns) {
    for (int r = 0; r < Tiles.ROWS; r++) {
      row(a, ao + r, Tiles.STEP, b, bo, depth, tile, r * columns, columns);
    }
  }

  private static void row(
      float[] a,
      int ao,
      int step,
      float[] b,
      int bo,
      int depth,
      float[] tile,
      int to,
      int columns) {
    for (int i = 0; i < columns; i++) {
      tile[to + i] = 0;
    }
    int p = 0;
    // Eight steps at a time: before they are compiled well, loads and stores of sums cost the most.
    for (; p <= depth - 8; p += 8) {
      eight(a, ao + p * step, step, b, bo + p * columns, tile, to, columns);
    }
    for (; p < depth; p++) {
      float factor = a[ao + p * step];
      int from = bo + p * columns;
      for (int i = 0; i < columns; i++) {
        tile[to + i] = Math.fma(b[from + i], factor, tile[to + i]);
      }
    }
  }

  private static void eight(
      float[] a, int ao, int step, float[] b, int bo, float[] tile, int to, int columns) {
    float f0 = a[ao];
    float f1 = a[ao + step];
    float f2 = a[ao + 2 * step];
    float f3 = a[ao + 3 * step];
    float f4 = a[ao + 4 * step];
    float f5 = a[ao + 5 * step];
    float f6 = a[ao + 6 * step];
    float f7 = a[ao + 7 * step];
    for (int i = 0; i < columns; i++) {
      int at = bo + i;
      float sum = Math.fma(b[at], f0, tile[to + i]);
      sum = Math.fma(b[at + columns], f1, sum);
      sum = Math.fma(b[at + 2 * columns], f2, sum);
      sum = Math.fma(b[at + 3 * columns], f3, sum);
      sum = Math.fma(b[at + 4 * columns], f4, sum);
      sum = Math.fma(b[at + 5 * columns], f5, sum);
      sum = Math.fma(b[at + 6 * columns], f6, sum);
      tile[to + i] = Math.fma(b[at + 7 * columns], f7, sum);
    }
  }
}
