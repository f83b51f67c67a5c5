package org.calm4j.autoencoder;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How any number of chunks goes through graphs that want fixed sizes. */
final class Batching {
  /** Chunks that go through a graph at once; more are split, fewer are padded to a power of 2. */
  static final int LIMIT = 1024;

  private Batching() {}

  /** The work on some of the chunks. */
  interface Part {
    /**
     * Does it.
     *
     * @param from the first chunk
     * @param count number of chunks
     * @param padded the power of 2 that the graph takes
     */
    void accept(int from, int count, int padded);
  }

  /** Splits chunks into parts. */
  static void split(int chunks, Part part) {
    for (int from = 0; from < chunks; from += LIMIT) {
      int count = Math.min(LIMIT, chunks - from);
      part.accept(from, count, Integer.highestOneBit(2 * count - 1));
    }
  }

  /** Copies elements of dense arrays. */
  static void copy(INDArray from, int start, INDArray to, int at, int count) {
    Memory.of(from).copyTo(start, Memory.of(to), at, count);
  }
}
