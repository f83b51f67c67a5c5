package org.calm4j.core.engine.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fills whole arrays with noise, on all threads of a pool. Element i, in row-major order, depends
 * on the key and on i alone.
 *
 * <pre>{@code
 * NoiseBlocks noise = new NoiseBlocks(workers);
 * noise.uniforms(array, streams.key("head-noise", step), -0.5f);
 * }</pre>
 *
 * <p>Thread-safe, as long as no two calls write one array.
 */
public final class NoiseBlocks {
  /** Elements that are never split between threads; a multiple of every vector's length. */
  private static final int BLOCK = 8192;

  /** Blocks in one view of an array; a view ends at 2 GB. */
  private static final int BLOCKS_PER_WINDOW = 1 << 14;

  /** So few numbers cost next to nothing, and plain ones need no compiler to be fast. */
  private static final int FEW = 1 << 14;

  private final NoiseMath few = new PlainNoiseMath();
  private final NoiseMath math;
  private final Workers workers;

  /**
   * Noise by the fastest arithmetic of this JVM.
   *
   * @param workers who fills; stay the caller's
   */
  public NoiseBlocks(Workers workers) {
    this(NoiseMath.best(), workers);
  }

  NoiseBlocks(NoiseMath math, Workers workers) {
    this.math = math;
    this.workers = workers;
  }

  /** Writes numbers {@code first} to {@code first + n} of a sequence. */
  private interface Fill {
    void write(NoiseMath math, Memory out, int at, int n, long first);
  }

  /**
   * Standard normal numbers.
   *
   * @param array dense row-major FLOAT array of any shape; every element is written
   * @param key which sequence, see {@link org.calm4j.core.random.RandomStreams#key}
   * @throws IllegalArgumentException if the array has gaps or another type
   */
  public void normals(INDArray array, long key) {
    fill(array, (by, out, at, n, first) -> by.normals(out, at, n, key, first));
  }

  /**
   * Even numbers in {@code [low, low + 1)}.
   *
   * @param array dense row-major FLOAT array of any shape; every element is written
   * @param key which sequence, see {@link org.calm4j.core.random.RandomStreams#key}
   * @param low lower end of the interval
   * @throws IllegalArgumentException if the array has gaps or another type, or if low + 1 is not
   *     above low
   */
  public void uniforms(INDArray array, long key, float low) {
    fill(array, (by, out, at, n, first) -> by.uniforms(out, at, n, key, first, low));
  }

  private void fill(INDArray array, Fill fill) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("noise needs a FLOAT array, got " + array.dataType());
    }
    long length = array.length();
    int blocks = Math.toIntExact((length + BLOCK - 1) / BLOCK);
    workers.run(
        blocks,
        BLOCK,
        (from, to) -> {
          for (int block = from; block < to; block += BLOCKS_PER_WINDOW) {
            long first = (long) block * BLOCK;
            long end = Math.min((long) Math.min(to, block + BLOCKS_PER_WINDOW) * BLOCK, length);
            int n = (int) (end - first);
            fill.write(n <= FEW ? few : math, Memory.window(array, first, n), 0, n, first);
          }
        });
  }
}
