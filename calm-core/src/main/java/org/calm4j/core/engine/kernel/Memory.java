package org.calm4j.core.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A window on an array's off-heap bytes that kernels can read and write, 2 GB at most.
 *
 * <p>On a backend whose arrays live elsewhere a window is a copy that is good until the backend's
 * next op on the array, which takes it back; {@link #refresh} makes a new one of it. On the
 * processor there is one memory, and nothing is copied.
 *
 * <p>Valid as long as the array is open. Not owned: closing the array is its owner's business.
 */
public final class Memory {
  private static final long LIMIT = Integer.MAX_VALUE - 64L;

  /** What is copied to clear: faster than one element after the other. */
  private static final FloatBuffer ZEROS = FloatBuffer.allocate(1024).asReadOnlyBuffer();

  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final Object handle;

  /**
   * Also keeps the garbage collector from freeing what only its address refers to; null if the
   * bytes are no array's.
   */
  private final @Nullable INDArray owner;

  private Memory(@Nullable INDArray owner, ByteBuffer bytes) {
    this.owner = owner;
    this.bytes = bytes;
    this.floats = bytes.asFloatBuffer();
    this.handle = VectorAccess.handleOf(bytes);
  }

  /**
   * The whole of a dense row-major array.
   *
   * @param array FLOAT or INT32, row-major without gaps
   * @return a window on it
   * @throws IllegalArgumentException if it has gaps, another type, or more than 2 GB
   */
  public static Memory of(INDArray array) {
    return window(array, 0, array.length());
  }

  /**
   * Part of a dense row-major array.
   *
   * @param array FLOAT or INT32, row-major without gaps
   * @param from first element
   * @param count number of elements
   * @return a window on them
   * @throws IllegalArgumentException if the array has gaps, another type, or the window more than 2
   *     GB or elements that the array has not
   */
  public static Memory window(INDArray array, long from, long count) {
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.INT32) {
      throw new IllegalArgumentException(
          "kernels work on FLOAT and INT32, got " + array.dataType());
    }
    if (array.rank() > 0 && (array.ordering() != 'c' || !dense(array))) {
      throw new IllegalArgumentException(
          "kernels need a dense row-major array, got " + array.shapeInfoToString());
    }
    if (from < 0 || count < 0 || from + count > array.length()) {
      throw new IllegalArgumentException(
          "a window of %d elements from %d does not fit an array of %d"
              .formatted(count, from, array.length()));
    }
    return at(array, array.offset() + from, count);
  }

  /** Bytes that belong to no array. */
  static Memory of(ByteBuffer bytes) {
    return new Memory(null, bytes);
  }

  /** Elements from an array's first on, whatever lies between those that are its own. */
  static Memory span(INDArray array, long count) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("a matrix must be FLOAT, got " + array.dataType());
    }
    return at(array, array.offset(), count);
  }

  /** Whether a kernel sees as many elements at once. */
  static boolean fits(long count) {
    return count * Float.BYTES <= LIMIT;
  }

  private static Memory at(INDArray array, long from, long count) {
    if (!fits(count)) {
      throw new IllegalArgumentException(
          "a kernel sees at most 2 GB at once, got %d elements: make the batch smaller, or split the array"
              .formatted(count));
    }
    toHost(array);
    // A pointer to the same memory; it owns nothing, so it needs no closing.
    BytePointer view = new BytePointer(array.data().pointer()).getPointer(from * Float.BYTES);
    return new Memory(
        array, view.limit(count * Float.BYTES).asByteBuffer().order(ByteOrder.nativeOrder()));
  }

  /** Has the bytes copied here if they are elsewhere, and back before the backend's next op. */
  private static void toHost(INDArray array) {
    AffinityManager places = Nd4j.getAffinityManager();
    places.ensureLocation(array, Location.HOST);
    places.tagLocation(array, Location.HOST);
  }

  /** Makes the window good again after an op of the backend may have used the array. */
  public void refresh() {
    if (owner != null) {
      toHost(owner);
    }
  }

  private static boolean dense(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }

  /** The object the Vector API loads from: a buffer on Java 17, a segment on 22 and later. */
  Object handle() {
    return handle;
  }

  /**
   * Reads a float.
   *
   * @param index element, from 0
   * @return its value
   */
  public float get(int index) {
    return bytes.getFloat(index << 2);
  }

  /**
   * Writes a float.
   *
   * @param index element, from 0
   * @param value what to write
   */
  public void set(int index, float value) {
    bytes.putFloat(index << 2, value);
  }

  /**
   * Reads an int.
   *
   * @param index element, from 0
   * @return its value
   */
  public int getInt(int index) {
    return bytes.getInt(index << 2);
  }

  /**
   * Writes an int.
   *
   * @param index element, from 0
   * @param value what to write
   */
  public void setInt(int index, int value) {
    bytes.putInt(index << 2, value);
  }

  /**
   * Writes zeros.
   *
   * @param from first element
   * @param count number of elements
   */
  public void clear(int from, int count) {
    for (int done = 0; done < count; done += ZEROS.capacity()) {
      floats.put(from + done, ZEROS, 0, Math.min(ZEROS.capacity(), count - done));
    }
  }

  /**
   * Copies from an array.
   *
   * @param source the array
   * @param from first element to take
   * @param to first element here
   * @param count how many
   */
  public void put(float[] source, int from, int to, int count) {
    floats.put(to, source, from, count);
  }

  /**
   * Copies elements between windows.
   *
   * @param from first element here
   * @param target where to
   * @param to first element there
   * @param count number of elements
   */
  public void copyTo(int from, Memory target, int to, int count) {
    target.bytes.put(to << 2, bytes, from << 2, count << 2);
  }

  /**
   * Copies Java floats in, to the beginning of the window.
   *
   * @param source values
   * @param count how many of them
   */
  public void put(float[] source, int count) {
    bytes.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().put(source, 0, count);
  }

  /**
   * Copies Java ints in, to the beginning of the window.
   *
   * @param source values
   * @param count how many of them
   */
  public void put(int[] source, int count) {
    bytes.duplicate().order(ByteOrder.nativeOrder()).asIntBuffer().put(source, 0, count);
  }

  /**
   * Copies ints out, from the beginning of the window.
   *
   * @param target where to
   * @param to first element there
   * @param count number of elements
   */
  public void get(int[] target, int to, int count) {
    bytes.duplicate().order(ByteOrder.nativeOrder()).asIntBuffer().get(target, to, count);
  }

  /**
   * Copies floats out.
   *
   * @param from first element here
   * @param target where to
   * @param to first element there
   * @param count number of elements
   */
  public void get(int from, float[] target, int to, int count) {
    floats.get(from, target, to, count);
  }

  /**
   * Number of elements.
   *
   * @return floats or ints in the window
   */
  public int length() {
    return bytes.capacity() >> 2;
  }
}
