package org.calm4j.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** A tensor on its way from one file into another, block by block. */
record CopiedTensor(TensorCopy copy, LongConsumer progress) implements WrittenTensor {
  private static final int BLOCK_ELEMENTS = 1 << 19;

  @Override
  public TensorInfo info() {
    return copy.info();
  }

  @Override
  public void write(WritableByteChannel channel) throws IOException {
    TensorInfo from = copy.source().info(copy.stored());
    int elements = (int) Math.min(BLOCK_ELEMENTS, from.elements());
    ByteBuffer read = buffer(elements * (from.dtype().bits() / 8));
    boolean same = from.dtype() == copy.type();
    ByteBuffer written = same ? read : buffer(elements * (copy.type().bits() / 8));
    FloatBuffer floats = FloatBuffer.allocate(same ? 0 : elements);
    for (long done = 0; done < from.elements(); ) {
      int count = (int) Math.min(elements, from.elements() - done);
      read.clear().limit(count * (from.dtype().bits() / 8));
      copy.source().elements(copy.stored(), done, read);
      read.flip();
      if (!same) {
        FloatBytes.decode(from.dtype(), read, floats.clear());
        FloatBytes.encode(copy.type(), floats.flip(), written.clear());
        requireFinite(floats.flip(), written.flip());
      }
      int bytes = written.remaining();
      WrittenTensor.writeFully(channel, written);
      progress.accept(bytes);
      done += count;
    }
  }

  /** Only F16 has a smaller range than F32 that real weights may leave. */
  private void requireFinite(FloatBuffer floats, ByteBuffer written) {
    if (copy.type() != TensorType.F16) {
      return;
    }
    for (int i = 0; i < floats.limit(); i++) {
      float value = floats.get(i);
      if (Float.isFinite(value)
          && !Float.isFinite(HalfFloats.fromF16(written.getShort(Short.BYTES * i)))) {
        throw new IllegalArgumentException(
            "%s: tensor %s holds %s, beyond the range of float16 (65504): store it as bfloat16 or float32"
                .formatted(copy.source().path(), copy.stored(), value));
      }
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
