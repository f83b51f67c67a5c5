package org.calm4j.core.weights;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads tensors of any source straight into the memory of arrays, window by window. */
final class ArrayReader {
  /** Most dimensions of an ND4J array. */
  private static final int MAX_RANK = 32;

  private static final int WINDOW_BYTES = 1 << 26;
  private static final int CONVERSION_BYTES = 1 << 20;

  private ArrayReader() {}

  static INDArray read(TensorSource source, TensorInfo info) {
    DataType type = arrayType(source, info);
    long[] shape = info.shape();
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "%s: tensor %s has %d dimensions, arrays have at most %d"
              .formatted(source.path(), info.name(), shape.length, MAX_RANK));
    }
    if (info.elements() == 0) {
      return Nd4j.create(type, shape);
    }
    INDArray array = Nd4j.createUninitializedDetached(type, shape);
    try {
      fill(source, info, array);
      return array;
    } catch (RuntimeException | Error e) {
      array.close();
      throw e;
    }
  }

  static void readInto(TensorSource source, TensorInfo info, INDArray target) {
    DataType type = arrayType(source, info);
    if (target.dataType() != type || !Arrays.equals(target.shape(), info.shape())) {
      throw new IllegalArgumentException(
          "%s: tensor %s is %s %s, but the array to fill is %s %s"
              .formatted(
                  source.path(),
                  info.name(),
                  type,
                  Arrays.toString(info.shape()),
                  target.dataType(),
                  Arrays.toString(target.shape())));
    }
    if (!ArrayMemory.isRowMajor(target)) {
      throw new IllegalArgumentException(
          "%s: tensor %s can only be read into a row-major array without gaps, got strides %s"
              .formatted(source.path(), info.name(), Arrays.toString(target.stride())));
    }
    if (info.elements() > 0) {
      fill(source, info, target);
    }
  }

  static float[] floats(TensorSource source, TensorInfo info) {
    if (!arrayType(source, info).isFPType() || info.elements() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s: tensor %s is not floats that fit into a Java array".formatted(source.path(), info));
    }
    try (INDArray array = read(source, info)) {
      return array.isEmpty() ? new float[0] : array.ravel().toFloatVector();
    }
  }

  private static DataType arrayType(TensorSource source, TensorInfo info) {
    return info.dtype()
        .arrayType()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: tensor %s has the type %s, which no array holds: read its bytes instead"
                        .formatted(source.path(), info.name(), info.dtype())));
  }

  private static void fill(TensorSource source, TensorInfo info, INDArray array) {
    ArrayMemory memory = ArrayMemory.writing(array);
    try {
      if (info.dtype().isHalf()) {
        widen(source, info, memory);
      } else {
        int width = info.dtype().bits() / 8;
        for (long done = 0; done < memory.bytes(); ) {
          int length = (int) Math.min(WINDOW_BYTES, memory.bytes() - done);
          source.elements(info.name(), done / width, memory.window(done, length));
          done += length;
        }
      }
    } finally {
      Reference.reachabilityFence(array);
    }
    memory.written();
  }

  private static void widen(TensorSource source, TensorInfo info, ArrayMemory memory) {
    int buffered = (int) Math.min(CONVERSION_BYTES, info.bytes());
    ByteBuffer halves = ByteBuffer.allocateDirect(buffered).order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < info.bytes(); ) {
      halves.clear().limit((int) Math.min(buffered, info.bytes() - done));
      source.elements(info.name(), done / Short.BYTES, halves);
      halves.flip();
      int length = halves.limit();
      FloatBuffer floats = memory.window(2 * done, 2 * length).asFloatBuffer();
      FloatBytes.decode(info.dtype(), halves, floats);
      done += length;
    }
  }
}
