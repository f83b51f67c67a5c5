package org.calm4j.lm.rollout;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The hidden states of all branches. Used by one thread. */
final class HiddenRows implements AutoCloseable {
  private final int width;
  private INDArray rows;
  private Memory memory;

  /**
   * @param width size of a hidden state
   * @param room branches that fit at first
   */
  HiddenRows(int width, int room) {
    this.width = width;
    rows = Nd4j.createUninitializedDetached(DataType.FLOAT, room, width);
    memory = Memory.of(rows);
  }

  /** Copies the first rows of a matrix to the branches from {@code branch} on. */
  void put(INDArray source, int branch, int count) {
    if (branch + count > rows.size(0)) {
      long room = Math.max(2 * rows.size(0), branch + count);
      INDArray larger = Nd4j.createUninitializedDetached(DataType.FLOAT, room, width);
      Memory target = Memory.of(larger);
      memory.copyTo(0, target, 0, branch * width);
      rows.close();
      rows = larger;
      memory = target;
    }
    Memory.of(source).copyTo(0, memory, branch * width, count * width);
  }

  /** Copies the states of some branches into the first rows of a matrix. */
  void gather(int[] branches, int from, int count, INDArray target) {
    Memory to = Memory.of(target);
    for (int i = 0; i < count; i++) {
      memory.copyTo(branches[from + i] * width, to, i * width, width);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
