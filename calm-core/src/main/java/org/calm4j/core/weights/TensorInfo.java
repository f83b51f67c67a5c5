package org.calm4j.core.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * What the header of a weights file says about one tensor.
 *
 * @param name the tensor's name
 * @param dtype the type of its elements in the file
 * @param shape its shape, row-major; empty for a scalar
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record TensorInfo(String name, TensorType dtype, long[] shape) {

  /**
   * Takes a copy of the shape.
   *
   * @param name the tensor's name
   * @param dtype the type of its elements in the file
   * @param shape its shape, row-major; empty for a scalar
   */
  public TensorInfo {
    shape = shape.clone();
  }

  /**
   * The shape.
   *
   * @return a copy, row-major; empty for a scalar
   */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Number of elements.
   *
   * @return the product of the shape, 1 for a scalar
   */
  public long elements() {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return product;
  }

  /**
   * Number of bytes in the file.
   *
   * @return what its elements take, row-major without gaps
   */
  public long bytes() {
    return (elements() * dtype.bits() + 7) / 8;
  }

  /**
   * Checks that a range of elements lies within the tensor.
   *
   * @param source what messages call the tensor's source
   * @param first number of the first element
   * @param bytes bytes from there on
   * @throws IllegalArgumentException if it does not, or is no whole number of elements
   */
  public void requireElements(Path source, long first, int bytes) {
    int bits = dtype.bits();
    if (bits % 8 != 0) {
      throw new IllegalArgumentException(
          "%s: elements of tensor %s have %d bits and cannot be read one by one"
              .formatted(source, this, bits));
    }
    int width = bits / 8;
    if (bytes % width != 0 || first < 0 || bytes / width > elements() - first) {
      throw new IllegalArgumentException(
          "%s: %d bytes from element %d on are no elements of tensor %s"
              .formatted(source, bytes, first, this));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorInfo that
        && name.equals(that.name)
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, dtype, Arrays.hashCode(shape));
  }

  @Override
  public String toString() {
    return name + " " + dtype + " " + Arrays.toString(shape);
  }
}
