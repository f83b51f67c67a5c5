package org.calm4j.core.weights;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/**
 * A tensor of a source that is to be written elsewhere, perhaps under another name and in another
 * type.
 *
 * @param name what it will be called
 * @param source where it lies
 * @param stored what it is called there
 * @param type what it will be stored as: its own type, or F32, F16 or BF16 if it holds floats
 */
public record TensorCopy(String name, TensorSource source, String stored, TensorType type) {

  /**
   * Checks that the tensor is there and can be stored so.
   *
   * @param name what it will be called
   * @param source where it lies
   * @param stored what it is called there
   * @param type what it will be stored as
   * @throws IllegalArgumentException if there is no such tensor, or it cannot be stored so
   */
  public TensorCopy {
    TensorType own = source.info(stored).dtype();
    if (own != type && !(FloatBytes.isFloat(own) && FloatBytes.isTarget(type))) {
      throw new IllegalArgumentException(
          "%s: tensor %s holds %s, which cannot be stored as %s"
              .formatted(source.path(), stored, own, type));
    }
  }

  /**
   * A tensor in its own type.
   *
   * @param name what it will be called
   * @param source where it lies
   * @param stored what it is called there
   * @return a copy that changes no value
   */
  public static TensorCopy exact(String name, TensorSource source, String stored) {
    return new TensorCopy(name, source, stored, source.info(stored).dtype());
  }

  /**
   * Describes what will be written.
   *
   * @return new name and type, the shape as it is
   */
  public TensorInfo info() {
    return new TensorInfo(name, type, source.info(stored).shape());
  }

  /**
   * Writes the tensor's bytes, row-major and little-endian, block by block.
   *
   * @param channel where to
   * @param progress hears the number of bytes after every block
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if a finite value has no finite counterpart in the type
   * @throws java.io.UncheckedIOException if reading fails
   */
  public void writeTo(WritableByteChannel channel, LongConsumer progress) throws IOException {
    new CopiedTensor(this, progress).write(channel);
  }
}
