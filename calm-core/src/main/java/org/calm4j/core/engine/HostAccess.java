package org.calm4j.core.engine;

import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether what Java writes into an array reaches the backend's ops and comes back. Batches, noise
 * and the optimiser rely on it; where it fails, results would be wrong without a word.
 */
final class HostAccess {
  private static final int SIZE = 64;

  private HostAccess() {}

  /**
   * Writes, lets the backend compute, reads, twice.
   *
   * @throws IllegalStateException if a value did not come through
   */
  static void require() {
    try (INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, SIZE).assign(0)) {
      for (int round = 1; round <= 2; round++) {
        Memory before = Memory.of(array);
        for (int i = 0; i < SIZE; i++) {
          before.set(i, before.get(i) + i);
        }
        array.muli(2);
        before.refresh();
        for (int i = 0; i < SIZE; i++) {
          float expected = i * (round == 1 ? 2f : 6f);
          if (before.get(i) != expected) {
            throw new IllegalStateException(
                "arrays of ND4J's backend do not keep what Java writes into them (expected %s, got %s): build without the Maven profile cuda to compute on the processor"
                    .formatted(expected, before.get(i)));
          }
        }
      }
    }
  }
}
