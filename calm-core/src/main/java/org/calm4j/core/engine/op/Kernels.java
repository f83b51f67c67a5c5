package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.BlockProduct;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.kernel.Workers.RangeBody;

/**
 * What a fused operation runs on, and how it splits its work so that results do not depend on the
 * number of threads.
 *
 * @param math arithmetic on rows
 * @param workers the pool that splits ranges
 * @param blocks products of matrices
 */
public record Kernels(RowMath math, Workers workers, BlockProduct blocks) {
  /** Elements of a job: fixed, so that the ends of vectors do not depend on the threads. */
  private static final int BLOCK = 4096;

  /** Columns of a job: some cache lines. */
  private static final int STRIP = 128;

  /**
   * Work on elements that do not depend on each other.
   *
   * @param length number of elements
   * @param cost floats touched per element
   * @param body gets ranges of elements, of a few thousand at most
   */
  void elements(int length, int cost, RangeBody body) {
    int blocks = (int) (((long) length + BLOCK - 1) / BLOCK);
    workers.run(
        blocks,
        cost * BLOCK,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            int first = block * BLOCK;
            body.accept(first, first + Math.min(BLOCK, length - first));
          }
        });
  }

  /**
   * Sums over rows, split by columns: every thread goes through all rows in order, so the sum does
   * not depend on the threads, and no two write the same place.
   *
   * @param width number of columns
   * @param rows number of rows
   * @param body gets ranges of columns
   */
  void columns(int width, int rows, RangeBody body) {
    workers.run(
        (width + STRIP - 1) / STRIP,
        (int) Math.min(2L * STRIP * rows, Integer.MAX_VALUE),
        (from, to) -> body.accept(from * STRIP, Math.min(to * STRIP, width)));
  }
}
