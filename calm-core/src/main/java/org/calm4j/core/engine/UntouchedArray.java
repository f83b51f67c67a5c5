package org.calm4j.core.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A large FLOAT matrix in the host's memory of which only some rows will ever be used. ND4J writes
 * zeros into every array it makes, uninitialised ones too; here a page costs memory when it is
 * written to, not before. What a row holds until then is undefined.
 *
 * <p>Close it after everything that uses the array. Safe to publish; the array is as thread-safe as
 * any.
 */
public final class UntouchedArray implements AutoCloseable {
  private final FloatPointer memory;
  private final INDArray array;

  /**
   * Reserves the addresses.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @throws IllegalArgumentException if one of them is not positive
   * @throws OutOfMemoryError if the system does not give the addresses
   */
  public UntouchedArray(long rows, long columns) {
    if (rows <= 0 || columns <= 0) {
      throw new IllegalArgumentException(
          "a matrix needs rows and columns, got [%d, %d]".formatted(rows, columns));
    }
    long length = Math.multiplyExact(rows, columns);
    this.memory = new FloatPointer(length);
    this.array =
        Nd4j.create(
            Nd4j.createBuffer(memory, length, DataType.FLOAT),
            new long[] {rows, columns},
            new long[] {columns, 1},
            0,
            'c');
  }

  /**
   * The matrix.
   *
   * @return {@code [rows, columns]}, row-major; owned by this object
   */
  public INDArray array() {
    return array;
  }

  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
    memory.close();
  }
}
