package org.calm4j.core.weights;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array on its way into a file, straight from its memory. */
record ArrayTensor(TensorInfo info, INDArray array) implements WrittenTensor {
  private static final int WINDOW_BYTES = 1 << 26;
  private static final int CONVERSION_BYTES = 1 << 20;

  static ArrayTensor of(String name, INDArray array, TensorType floats) {
    if (array.wasClosed()) {
      throw new IllegalArgumentException(
          "tensor " + name + " was closed before it could be written");
    }
    return new ArrayTensor(
        new TensorInfo(name, typeOf(name, array.dataType(), floats), array.shape()), array);
  }

  private static TensorType typeOf(String name, DataType type, TensorType floats) {
    return switch (type) {
      case FLOAT -> floats;
      case DOUBLE -> TensorType.F64;
      case HALF -> TensorType.F16;
      case BFLOAT16 -> TensorType.BF16;
      case LONG -> TensorType.I64;
      case INT -> TensorType.I32;
      case SHORT -> TensorType.I16;
      case BYTE -> TensorType.I8;
      case UBYTE -> TensorType.U8;
      case BOOL -> TensorType.BOOL;
      default ->
          throw new IllegalArgumentException(
              "tensor %s has the type %s, which weights files are not written with: cast it first"
                  .formatted(name, type));
    };
  }

  @Override
  public void write(WritableByteChannel channel) throws IOException {
    boolean direct = ArrayMemory.isRowMajor(array);
    INDArray rowMajor = direct ? array : array.dup('c');
    try {
      ArrayMemory memory = ArrayMemory.reading(rowMajor);
      if (info.dtype().isHalf() && array.dataType() == DataType.FLOAT) {
        narrow(channel, memory);
      } else {
        for (long done = 0; done < memory.bytes(); done += WINDOW_BYTES) {
          int length = (int) Math.min(WINDOW_BYTES, memory.bytes() - done);
          WrittenTensor.writeFully(channel, memory.window(done, length));
        }
      }
    } finally {
      Reference.reachabilityFence(rowMajor);
      if (!direct && rowMajor.closeable()) {
        rowMajor.close();
      }
    }
  }

  private void narrow(WritableByteChannel channel, ArrayMemory memory) throws IOException {
    ByteBuffer halves =
        ByteBuffer.allocateDirect((int) Math.min(CONVERSION_BYTES, memory.bytes() / 2))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < memory.bytes(); ) {
      int length = (int) Math.min(2L * halves.capacity(), memory.bytes() - done);
      FloatBuffer floats = memory.window(done, length).asFloatBuffer();
      halves.clear();
      FloatBytes.encode(info.dtype(), floats, halves);
      WrittenTensor.writeFully(channel, halves.flip());
      done += length;
    }
  }
}
