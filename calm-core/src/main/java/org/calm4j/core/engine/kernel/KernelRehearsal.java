package org.calm4j.core.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Calls kernels in Java's Vector API until they are machine code. Whether they are cannot be asked,
 * but it is seen by their time: microseconds instead of milliseconds.
 */
final class KernelRehearsal {
  /** Length of rows: long enough for loops to matter, short enough to be through soon. */
  private static final int LENGTH = 256;

  /** Steps of a product: it counts how often it was called. */
  private static final int STEPS = 8;

  /** Length of products of few rows. */
  private static final int WIDTH = 64;

  /** Calls of a function of rows that are timed together. */
  private static final int TOGETHER = 10;

  /** Nanoseconds that nothing below takes once it is machine code, and everything before. */
  private static final long FAST = 20_000;

  /** Times in a row that must be fast. */
  private static final int PROOF = 5;

  /** Nanoseconds after which to give up, on a machine that is too busy to be measured. */
  private static final long LONGEST = 10_000_000_000L;

  private KernelRehearsal() {}

  /** Matrix products. */
  static void products() {
    Memory x = room(4 * WIDTH);
    Memory w = room(4 * WIDTH);
    Memory y = room(4 * 4);
    VectorTiles tiles = new VectorTiles();
    float[] a = new float[Tiles.ROWS * Tiles.ROW];
    float[] b = new float[STEPS * tiles.columns()];
    float[] tile = new float[Tiles.ROWS * tiles.columns()];
    Memory c = room(tile.length);
    untilFast(
        List.of(
            () -> tiles.multiply(a, 0, b, 0, STEPS, tile),
            () -> tiles.store(tile, c, 0, tiles.columns(), Tiles.ROWS, tiles.columns()),
            () -> tiles.add(tile, c, 0, tiles.columns(), Tiles.ROWS, tiles.columns()),
            () -> tiles.pack(c, 0, tiles.columns(), Tiles.ROWS, tiles.columns(), b, 0),
            () -> FewRows.products(y, 4, x, 1, w, 0, 4, WIDTH),
            () -> FewRows.products(y, 4, x, 2, w, 0, 4, WIDTH),
            () -> FewRows.products(y, 4, x, 4, w, 0, 4, WIDTH)));
  }

  /** What {@link EarlyMath} stands in for. */
  static void rows() {
    RowMath math = new VectorRowMath();
    Memory y = room(LENGTH);
    Memory a = room(LENGTH);
    Memory b = room(LENGTH);
    List<Runnable> functions =
        List.of(
            () -> math.mul(y, 0, a, 0, b, 0, 1, LENGTH),
            () -> math.mulPlus(y, 0, a, 0, b, 0, 1, a, 0, 1, LENGTH),
            () -> math.axpy(y, 0, a, 0, 1, LENGTH),
            () -> math.swiGlu(y, 0, a, 0, b, 0, LENGTH),
            () -> math.silu(y, 0, a, 0, LENGTH),
            () -> math.add(y, 0, a, 0, b, 0, LENGTH),
            () -> math.max(a, 0, LENGTH),
            () -> math.normalize(y, 0, a, 0, 0, 1, b, b, LENGTH),
            () -> math.sum(a, 0, LENGTH),
            () -> math.centeredSquares(a, 0, 0, LENGTH),
            () -> math.dot(a, 0, b, 0, LENGTH),
            () -> math.combine(y, 0, a, 0, b, 0, 0, 4, LENGTH),
            () -> math.scale(a, 0, 1, LENGTH),
            () -> math.expShift(a, 0, 0, LENGTH));
    untilFast(functions.stream().map(KernelRehearsal::together).toList());
  }

  private static Runnable together(Runnable function) {
    return () -> {
      for (int i = 0; i < TOGETHER; i++) {
        function.run();
      }
    };
  }

  private static void untilFast(List<Runnable> kernels) {
    long end = System.nanoTime() + LONGEST;
    for (Runnable kernel : kernels) {
      int fast = 0;
      while (fast < PROOF) {
        long start = System.nanoTime();
        kernel.run();
        long now = System.nanoTime();
        fast = now - start < FAST ? fast + 1 : 0;
        if (now > end) {
          return;
        }
      }
    }
  }

  private static Memory room(int floats) {
    return Memory.of(
        ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()));
  }
}
