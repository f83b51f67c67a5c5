package org.calm4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of a row-major array, seen through byte buffers: a buffer reaches 2 GB at most, so it
 * is asked for window by window.
 */
final class ArrayMemory {
  private final INDArray array;
  private final long start;
  private final long bytes;

  private ArrayMemory(INDArray array) {
    this.array = array;
    int width = array.dataType().width();
    this.start = array.offset() * width;
    this.bytes = array.length() * width;
  }

  /** Whether the elements lie one after the other in row-major order. */
  static boolean isRowMajor(INDArray array) {
    return array.isEmpty()
        || array.isScalar()
        || (array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array));
  }

  /** Looks at an array to read from it. */
  static ArrayMemory reading(INDArray array) {
    Nd4j.getExecutioner().commit();
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    return new ArrayMemory(array);
  }

  /** Looks at an array to write all of it; call {@link #written} at the end. */
  static ArrayMemory writing(INDArray array) {
    return new ArrayMemory(array);
  }

  /** Tells the backend that the host's memory holds the new content. */
  void written() {
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  long bytes() {
    return bytes;
  }

  /** A window, little-endian as every platform of ND4J is; valid while the array lives. */
  ByteBuffer window(long offset, int length) {
    // The pointer itself must move: a buffer made of a pointer with a position starts at the
    // pointer's beginning and silently stops at 2 GB.
    return new BytePointer(array.data().pointer())
        .getPointer(start + offset)
        .capacity(length)
        .position(0)
        .limit(length)
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
