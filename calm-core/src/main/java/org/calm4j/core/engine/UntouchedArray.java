package org.calm4j.core.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A large FLOAT matrix in the host's memory, {@code [rows, columns]}, of which only some rows will
 * ever be used. ND4J writes zeros into every array it makes, uninitialised ones too; here a page
 * costs memory when it is written to, not before. What a row holds until then is undefined.
 *
 * <p>As with ND4J's arrays, JavaCPP's limits do not count it. Unlike theirs, its memory is given
 * back by {@link #close} alone: call it after everything that uses the array. Not thread-safe:
 * whoever writes to the array or closes it makes sure that nobody else is using it.
 */
public final class UntouchedArray implements AutoCloseable {
  private final Pointer memory;
  private final INDArray array;

  /**
   * Reserves the addresses.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @throws IllegalArgumentException if one of them is not positive
   * @throws ArithmeticException if the size in bytes is beyond the range of long
   * @throws OutOfMemoryError if the system does not give the addresses
   */
  public UntouchedArray(long rows, long columns) {
    if (rows <= 0 || columns <= 0) {
      throw new IllegalArgumentException(
          "a matrix needs rows and columns, got [%d, %d]".formatted(rows, columns));
    }
    long length = Math.multiplyExact(rows, columns);
    Pointer addresses = Pointer.malloc(Math.multiplyExact(length, Float.BYTES));
    if (addresses == null || addresses.isNull()) {
      throw new OutOfMemoryError(
          "the system has no %d bytes left for a matrix [%d, %d]: use a machine with more memory"
              .formatted(length * Float.BYTES, rows, columns));
    }
    this.memory = addresses;
    this.array =
        Nd4j.create(
            Nd4j.createBuffer(new FloatPointer(memory).capacity(length), length, DataType.FLOAT),
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
    if (!memory.isNull()) {
      array.close();
      Pointer.free(memory);
      memory.setNull();
    }
  }
}
