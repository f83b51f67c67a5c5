package org.calm4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Compares tensors by value, block by block. */
public final class TensorComparison {
  private static final int BLOCK_ELEMENTS = 1 << 18;

  private TensorComparison() {}

  /**
   * Whether two float tensors have the same shape and the same values; NaN equals NaN.
   *
   * @param first where the first one lies
   * @param firstName its name there
   * @param second where the second one lies
   * @param secondName its name there
   * @return true if every value is the same, whatever the types they are stored in
   * @throws IllegalArgumentException if one is missing or holds no floats
   * @throws java.io.UncheckedIOException if reading fails
   */
  public static boolean same(
      TensorSource first, String firstName, TensorSource second, String secondName) {
    TensorInfo a = first.info(firstName);
    TensorInfo b = second.info(secondName);
    if (!Arrays.equals(a.shape(), b.shape())) {
      return false;
    }
    FloatBuffer left = FloatBuffer.allocate((int) Math.min(BLOCK_ELEMENTS, a.elements()));
    FloatBuffer right = FloatBuffer.allocate(left.capacity());
    ByteBuffer bytes =
        ByteBuffer.allocate(left.capacity() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < a.elements(); done += left.capacity()) {
      int count = (int) Math.min(left.capacity(), a.elements() - done);
      read(first, a, done, bytes.limit(count * (a.dtype().bits() / 8)), left);
      read(second, b, done, bytes.limit(count * (b.dtype().bits() / 8)), right);
      if (Arrays.mismatch(left.array(), 0, count, right.array(), 0, count) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void read(
      TensorSource source, TensorInfo info, long first, ByteBuffer bytes, FloatBuffer floats) {
    source.elements(info.name(), first, bytes.position(0));
    FloatBytes.decode(info.dtype(), bytes.flip(), floats.clear());
    bytes.clear();
  }
}
