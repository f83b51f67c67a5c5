package org.calm4j.lm.head;

import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How random numbers of a head are distributed. */
public enum Distribution {
  /** Standard normal. */
  NORMAL {
    @Override
    public void fill(NoiseBlocks blocks, INDArray array, long key) {
      blocks.normals(array, key);
    }
  },
  /** Even on [-0.5, 0.5). */
  CENTERED {
    @Override
    public void fill(NoiseBlocks blocks, INDArray array, long key) {
      blocks.uniforms(array, key, -0.5f);
    }
  },
  /** Even on [0, 1). */
  UNIT {
    @Override
    public void fill(NoiseBlocks blocks, INDArray array, long key) {
      blocks.uniforms(array, key, 0);
    }
  };

  /**
   * Fills an array.
   *
   * @param blocks who draws
   * @param array dense row-major FLOAT array of any shape
   * @param key which sequence, see {@link org.calm4j.core.random.RandomStreams#key}
   */
  public abstract void fill(NoiseBlocks blocks, INDArray array, long key);
}
