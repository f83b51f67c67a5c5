package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Coefficients of a combination of rows, off the heap, where kernels read them. */
final class Coefficients implements AutoCloseable {
  private final INDArray array;
  private final Memory memory;

  /** Not set yet. */
  Coefficients(int count) {
    array = Nd4j.createUninitializedDetached(DataType.FLOAT, count);
    memory = Memory.of(array);
  }

  /** With ones a combination of rows is their sum; it takes several rows at a time. */
  static Coefficients ones(int count) {
    Coefficients ones = new Coefficients(count);
    for (int i = 0; i < count; i++) {
      ones.memory.set(i, 1);
    }
    return ones;
  }

  Memory memory() {
    return memory;
  }

  @Override
  public void close() {
    array.close();
  }
}
