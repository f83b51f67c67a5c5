package org.calm4j.core.weights;

import java.util.Arrays;
import java.util.Objects;

/**
 * What the header of a weights file says about one tensor.
 *
 * @param name the tensor's name
 * @param dtype the type of its elements in the file
 * @param shape its shape, row-major; empty for a scalar
 * @param begin where its bytes begin in the file's data section
 * @param end where they end, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record TensorInfo(String name, TensorType dtype, long[] shape, long begin, long end) {

  /**
   * Takes a copy of the shape.
   *
   * @param name the tensor's name
   * @param dtype the type of its elements in the file
   * @param shape its shape, row-major; empty for a scalar
   * @param begin where its bytes begin in the file's data section
   * @param end where they end, exclusive
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
   * @return end minus begin
   */
  public long bytes() {
    return end - begin;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorInfo that
        && name.equals(that.name)
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && begin == that.begin
        && end == that.end;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, dtype, Arrays.hashCode(shape), begin, end);
  }

  @Override
  public String toString() {
    return name + " " + dtype + " " + Arrays.toString(shape);
  }
}
