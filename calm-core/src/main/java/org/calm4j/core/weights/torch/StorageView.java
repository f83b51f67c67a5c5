package org.calm4j.core.weights.torch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.calm4j.core.weights.TensorInfo;

/**
 * A tensor as PyTorch sees it: element (i, j, ...) lies at offset + i * strides[0] + j * strides[1]
 * + ... of a storage.
 *
 * @param storage where the elements lie
 * @param offset of the first one
 * @param shape sizes, at least 0
 * @param strides one for every size, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record StorageView(Storage storage, long offset, long[] shape, long[] strides) {

  StorageView {
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          "a tensor has the shape %s but the strides %s"
              .formatted(Arrays.toString(shape), Arrays.toString(strides)));
    }
    long last = offset;
    long elements = 1;
    boolean sound = offset >= 0;
    try {
      for (int i = 0; i < shape.length; i++) {
        sound &= shape[i] >= 0 && strides[i] >= 0;
        elements = Math.multiplyExact(elements, shape[i]);
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
      }
    } catch (ArithmeticException e) {
      sound = false;
    }
    // More elements than the storage has would be one value repeated without end.
    sound &= elements == 0 || (last < storage.elements() && elements <= storage.elements());
    if (!sound) {
      throw new IllegalArgumentException(
          "a tensor of shape %s, strides %s and offset %d does not lie within its storage %s of %d elements"
              .formatted(
                  Arrays.toString(shape),
                  Arrays.toString(strides),
                  offset,
                  storage.key(),
                  storage.elements()));
    }
  }

  TensorInfo info(String name) {
    return new TensorInfo(name, storage.type(), shape);
  }

  int width() {
    return storage.type().bits() / 8;
  }

  /** Elements of the storage from the first to the last one of this tensor. */
  long extent() {
    long last = 0;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0) {
        return 0;
      }
      last += (shape[i] - 1) * strides[i];
    }
    return last + 1;
  }

  /** Whether the elements lie one after the other. */
  boolean isRowMajor() {
    long expected = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && strides[i] != expected) {
        return extent() == 0;
      }
      expected *= shape[i];
    }
    return true;
  }

  /**
   * Copies elements in row-major order.
   *
   * @param bytes the storage from this tensor's first element on
   * @param first number of the first element to copy
   * @param target filled to its limit
   */
  void gather(ByteBuffer bytes, long first, ByteBuffer target) {
    long[] place = new long[shape.length];
    long rest = first;
    long at = 0;
    for (int i = shape.length - 1; i >= 0; i--) {
      place[i] = rest % shape[i];
      rest /= shape[i];
      at += place[i] * strides[i];
    }
    while (target.hasRemaining()) {
      copy(bytes, (int) (at * width()), target);
      for (int i = shape.length - 1; i >= 0; i--) {
        at += strides[i];
        if (++place[i] < shape[i]) {
          break;
        }
        at -= shape[i] * strides[i];
        place[i] = 0;
      }
    }
  }

  /** Moves bytes whatever the order of either buffer: both hold the file's bytes. */
  private void copy(ByteBuffer bytes, int from, ByteBuffer target) {
    for (int i = 0; i < width(); i++) {
      target.put(bytes.get(from + i));
    }
  }
}
