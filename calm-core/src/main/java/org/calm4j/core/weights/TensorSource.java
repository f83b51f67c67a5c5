package org.calm4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Named tensors on disk, whatever the container: a safetensors file, a PyTorch file, several of
 * them, or a part of one under other names.
 *
 * <p>Opening reads descriptions only; tensors are read one at a time when asked for. Reading from
 * several threads is fine.
 */
public interface TensorSource extends AutoCloseable {

  /**
   * What messages call it.
   *
   * @return the file or folder
   */
  Path path();

  /**
   * The tensors' names.
   *
   * @return in the source's order, unmodifiable
   */
  List<String> names();

  /**
   * Describes a tensor.
   *
   * @param name the tensor's name
   * @return type and shape
   * @throws IllegalArgumentException if there is no such tensor
   */
  TensorInfo info(String name);

  /**
   * Reads elements as they are stored, in row-major order and little-endian.
   *
   * @param name the tensor's name
   * @param first number of the first element to read
   * @param target filled from its position to its limit, a whole number of elements
   * @throws IllegalArgumentException if there is no such tensor, its elements are no whole bytes,
   *     or the elements asked for are not in it
   * @throws java.io.UncheckedIOException if reading fails
   */
  void elements(String name, long first, ByteBuffer target);

  /**
   * Reads a tensor into a new array outside any workspace.
   *
   * @param name the tensor's name
   * @return row-major, of the tensor's shape and {@link TensorType#arrayType}: F16, BF16 and F32
   *     become FLOAT; owned by the caller
   * @throws IllegalArgumentException if there is no such tensor, or no array type for it
   * @throws java.io.UncheckedIOException if reading fails
   */
  default INDArray read(String name) {
    return ArrayReader.read(this, info(name));
  }

  /**
   * Reads a tensor into the memory of an array, without a second copy.
   *
   * @param name the tensor's name
   * @param target row-major, of the tensor's shape and {@link TensorType#arrayType}; may be a view
   * @throws IllegalArgumentException if there is no such tensor, or the array does not fit
   * @throws java.io.UncheckedIOException if reading fails; the array's content is undefined then
   */
  default void readInto(String name, INDArray target) {
    ArrayReader.readInto(this, info(name), target);
  }

  /**
   * Reads a small float tensor into a Java array.
   *
   * @param name the tensor's name
   * @return the elements in row-major order; F64 is rounded
   * @throws IllegalArgumentException if there is no such tensor, it does not hold F32, F64, F16 or
   *     BF16, or has 2^31 elements and more
   * @throws java.io.UncheckedIOException if reading fails
   */
  default float[] floats(String name) {
    return ArrayReader.floats(this, info(name));
  }

  /** Closes the files; arrays read from them stay. */
  @Override
  void close();
}
