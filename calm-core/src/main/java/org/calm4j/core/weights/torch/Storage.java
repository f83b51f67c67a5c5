package org.calm4j.core.weights.torch;

import org.calm4j.core.weights.TensorType;

/**
 * A storage that a pickle refers to: a row of elements that tensors are views of.
 *
 * @param type type of its elements
 * @param key its name in the archive
 * @param elements how many there are, as the pickle says
 */
record Storage(TensorType type, String key, long elements) {
  Storage {
    if (elements < 0) {
      throw new IllegalArgumentException(
          "the storage %s is said to have %d elements".formatted(key, elements));
    }
  }

  long bytes() {
    return Math.multiplyExact(elements, (long) (type.bits() / 8));
  }
}
