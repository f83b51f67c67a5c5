package org.calm4j.autoencoder;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How any number of chunks goes through graphs that want fixed sizes. */
final class Batching {
  /** Chunks that go through a graph at once; more are split, fewer are padded. */
  static final int LIMIT = 1024;

  /** Up to here the sizes of graphs are powers of 2, then there are eight to the octave. */
  private static final int FINE = 64;

  /** How many sizes of graphs there are. */
  static final int SIZES =
      1 + Integer.numberOfTrailingZeros(FINE) + 8 * Integer.numberOfTrailingZeros(LIMIT / FINE);

  private Batching() {}

  /** The number of chunks that the graph for some chunks takes. */
  static int padded(int chunks) {
    int power = Integer.highestOneBit(2 * chunks - 1);
    if (power <= FINE) {
      return power;
    }
    int step = power / 16;
    return (chunks + step - 1) / step * step;
  }

  /** The work on some of the chunks. */
  interface Part {
    /**
     * Does it.
     *
     * @param from the first chunk
     * @param count number of chunks
     * @param padded how many the graph takes
     */
    void accept(int from, int count, int padded);
  }

  /** Splits chunks into parts. */
  static void split(int chunks, Part part) {
    for (int from = 0; from < chunks; from += LIMIT) {
      int count = Math.min(LIMIT, chunks - from);
      part.accept(from, count, padded(count));
    }
  }

  /** Copies elements of dense arrays. */
  static void copy(INDArray from, int start, INDArray to, int at, int count) {
    Memory.of(from).copyTo(start, Memory.of(to), at, count);
  }
}
