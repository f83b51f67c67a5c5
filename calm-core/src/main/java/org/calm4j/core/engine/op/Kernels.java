package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.BlockProduct;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.kernel.Workers.RangeBody;

/**
 * What a fused operation runs on, and how it splits its work so that results do not depend on the
 * number of threads. Work is prepared once and then runs without making objects.
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
   * Prepares work on rows that do not depend on each other.
   *
   * @param count number of rows
   * @param cost floats touched per row
   * @param body gets ranges of rows
   * @return what shares the rows out to the threads
   */
  public BoundOp rows(int count, int cost, RangeBody body) {
    return () -> workers.run(count, cost, body);
  }

  /**
   * Prepares work on elements that do not depend on each other.
   *
   * @param length number of elements
   * @param cost floats touched per element
   * @param body gets ranges of elements, of a few thousand at most
   * @return what shares the elements out to the threads
   */
  BoundOp elements(int length, int cost, RangeBody body) {
    int blocks = (int) (((long) length + BLOCK - 1) / BLOCK);
    return rows(
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
   * Prepares sums over rows, split by columns: every thread goes through all rows in order, so the
   * sum does not depend on the threads, and no two write the same place.
   *
   * @param width number of columns
   * @param rows number of rows
   * @param body gets ranges of columns
   * @return what shares the columns out to the threads
   */
  BoundOp columns(int width, int rows, RangeBody body) {
    return rows(
        (width + STRIP - 1) / STRIP,
        (int) Math.min(2L * STRIP * rows, Integer.MAX_VALUE),
        (from, to) -> body.accept(from * STRIP, Math.min(to * STRIP, width)));
  }
}
