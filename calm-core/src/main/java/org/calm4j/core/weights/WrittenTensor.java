package org.calm4j.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor on its way into a file. */
interface WrittenTensor {

  /** Name, type and shape in the file to write. */
  TensorInfo info();

  /** Writes its bytes, row-major and little-endian. */
  void write(WritableByteChannel channel) throws IOException;

  static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
