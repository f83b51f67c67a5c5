package org.calm4j.lm.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An array of the shape that is wanted at the moment, for what a sampler has to keep aside. */
final class Room implements AutoCloseable {
  private @Nullable INDArray array;

  /** The array, its values whatever they are. */
  INDArray like(INDArray other) {
    INDArray there = array;
    if (there == null || !there.equalShapes(other)) {
      close();
      there = Nd4j.createUninitializedDetached(DataType.FLOAT, other.shape());
      array = there;
    }
    return there;
  }

  @Override
  public void close() {
    INDArray there = array;
    if (there != null) {
      there.close();
      array = null;
    }
  }
}
