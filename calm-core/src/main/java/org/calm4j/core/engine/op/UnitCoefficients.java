package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Ones, with which a combination of rows is their sum: it takes several rows at a time. */
final class UnitCoefficients implements AutoCloseable {
  private final INDArray array;
  private final Memory memory;

  UnitCoefficients(int count) {
    array = Nd4j.createUninitializedDetached(DataType.FLOAT, count);
    memory = Memory.of(array);
    for (int i = 0; i < count; i++) {
      memory.set(i, 1);
    }
  }

  Memory memory() {
    return memory;
  }

  @Override
  public void close() {
    array.close();
  }
}
