package org.calm4j.core.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.io.FileErrors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A weights file in the <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format: 8 bytes of header length (little-endian), a JSON header, the tensors' bytes. File and
 * single tensors may be larger than 2 GB.
 *
 * <pre>{@code
 * try (SafetensorsFile file = SafetensorsFile.open(Path.of("model.safetensors"))) {
 *   INDArray embedding = file.read("encoder.embed_tokens.weight");
 * }
 * }</pre>
 *
 * <p>Opening reads and checks the header only. Reading from several threads is fine.
 */
public final class SafetensorsFile implements AutoCloseable {
  /** Largest header that is accepted, in bytes; the limit that other readers have too. */
  static final long MAX_HEADER_BYTES = 100_000_000;

  /** Most dimensions of an ND4J array. */
  private static final int MAX_RANK = 32;

  private static final int WINDOW_BYTES = 1 << 26;
  private static final int CONVERSION_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, String> metadata;

  private SafetensorsFile(
      Path path, FileChannel channel, long dataStart, SafetensorsHeader header) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
    this.metadata = Collections.unmodifiableMap(header.metadata());
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    header.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
    this.tensors = Collections.unmodifiableMap(byName);
  }

  /**
   * Opens a file and checks its header.
   *
   * @param path the file
   * @return the open file, owned by the caller
   * @throws IllegalArgumentException if it is not a sound safetensors file; the message says where
   * @throws UncheckedIOException if it cannot be read; the message names it
   */
  public static SafetensorsFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a folder where a weights file is needed");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return open(path, channel);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  private static SafetensorsFile open(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new IllegalArgumentException(
          path + " cannot be used as weights: it is only " + size + " bytes long");
    }
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long headerBytes = length.getLong(0);
    long limit = Math.min(size - Long.BYTES, MAX_HEADER_BYTES);
    if (headerBytes < 0 || headerBytes > limit) {
      throw new IllegalArgumentException(
          "%s cannot be used as weights: it claims a header of %s bytes where at most %d can be; is it a whole safetensors file?"
              .formatted(path, Long.toUnsignedString(headerBytes), limit));
    }
    ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
    readFully(channel, header, Long.BYTES);
    long dataStart = Long.BYTES + headerBytes;
    return new SafetensorsFile(
        path, channel, dataStart, HeaderParser.parse(path, header.array(), size - dataStart));
  }

  /**
   * The tensors' names.
   *
   * @return in the order of their data in the file, unmodifiable
   */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /**
   * The free text that the header carries.
   *
   * @return unmodifiable, empty if there is none
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * What the header says about a tensor.
   *
   * @param name the tensor's name
   * @return type, shape and place
   * @throws IllegalArgumentException if there is no such tensor
   */
  public TensorInfo info(String name) {
    TensorInfo info = tensors.get(name);
    if (info == null) {
      throw new IllegalArgumentException(
          "%s holds no tensor %s; it holds %d, the first is %s"
              .formatted(
                  path,
                  name,
                  tensors.size(),
                  tensors.keySet().stream().findFirst().orElse("missing too")));
    }
    return info;
  }

  /**
   * Reads a tensor into a new array outside any workspace.
   *
   * @param name the tensor's name
   * @return row-major, of the tensor's shape and {@link TensorType#arrayType}: F16, BF16 and F32
   *     become FLOAT; owned by the caller
   * @throws IllegalArgumentException if there is no such tensor, or no array type for it
   * @throws UncheckedIOException if reading fails
   */
  public INDArray read(String name) {
    TensorInfo info = info(name);
    DataType type = arrayType(info);
    long[] shape = info.shape();
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "%s: tensor %s has %d dimensions, arrays have at most %d"
              .formatted(path, name, shape.length, MAX_RANK));
    }
    if (info.elements() == 0) {
      return Nd4j.create(type, shape);
    }
    INDArray array = Nd4j.createUninitializedDetached(type, shape);
    try {
      fill(info, array);
      return array;
    } catch (RuntimeException | Error e) {
      array.close();
      throw e;
    }
  }

  /**
   * Reads a tensor into the memory of an array, without a second copy.
   *
   * @param name the tensor's name
   * @param target row-major, of the tensor's shape and {@link TensorType#arrayType}; may be a view
   * @throws IllegalArgumentException if there is no such tensor, or the array does not fit
   * @throws UncheckedIOException if reading fails; the array's content is undefined then
   */
  public void readInto(String name, INDArray target) {
    TensorInfo info = info(name);
    DataType type = arrayType(info);
    if (target.dataType() != type || !Arrays.equals(target.shape(), info.shape())) {
      throw new IllegalArgumentException(
          "%s: tensor %s is %s %s, but the array to fill is %s %s"
              .formatted(
                  path,
                  name,
                  type,
                  Arrays.toString(info.shape()),
                  target.dataType(),
                  Arrays.toString(target.shape())));
    }
    if (!ArrayMemory.isRowMajor(target)) {
      throw new IllegalArgumentException(
          "%s: tensor %s can only be read into a row-major array without gaps, got strides %s"
              .formatted(path, name, Arrays.toString(target.stride())));
    }
    if (info.elements() > 0) {
      fill(info, target);
    }
  }

  /**
   * Reads a small float tensor into a Java array.
   *
   * @param name the tensor's name
   * @return the elements in row-major order; F64 is rounded
   * @throws IllegalArgumentException if there is no such tensor, it does not hold F32, F64, F16 or
   *     BF16, or has 2^31 elements and more
   * @throws UncheckedIOException if reading fails
   */
  public float[] floats(String name) {
    TensorInfo info = info(name);
    if (!arrayType(info).isFPType() || info.elements() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s: tensor %s is not floats that fit into a Java array".formatted(path, info));
    }
    try (INDArray array = read(name)) {
      return array.isEmpty() ? new float[0] : array.ravel().toFloatVector();
    }
  }

  /**
   * Maps a tensor's bytes into memory.
   *
   * @param name the tensor's name
   * @return its bytes as the file holds them, read-only, little-endian; valid also after {@link
   *     #close}
   * @throws IllegalArgumentException if there is no such tensor, or it is larger than a buffer can
   *     be; then map it in parts
   * @throws UncheckedIOException if mapping fails
   */
  public ByteBuffer bytes(String name) {
    return bytes(name, 0, info(name).bytes());
  }

  /**
   * Maps a part of a tensor's bytes into memory.
   *
   * @param name the tensor's name
   * @param offset first byte, counted from the tensor's beginning
   * @param length number of bytes, at most 2^31 - 1
   * @return the bytes as the file holds them, read-only, little-endian
   * @throws IllegalArgumentException if there is no such tensor, or the part lies outside it or is
   *     too long
   * @throws UncheckedIOException if mapping fails
   */
  public ByteBuffer bytes(String name, long offset, long length) {
    TensorInfo info = info(name);
    if (offset < 0 || length < 0 || length > info.bytes() - offset) {
      throw new IllegalArgumentException(
          "%s: tensor %s has %d bytes, %d bytes from byte %d on are not in it"
              .formatted(path, name, info.bytes(), length, offset));
    }
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: %d bytes of tensor %s are more than one buffer holds, %d: ask for parts"
              .formatted(path, length, name, Integer.MAX_VALUE));
    }
    try {
      requireWhole(info);
      return channel
          .map(FileChannel.MapMode.READ_ONLY, dataStart + info.begin() + offset, length)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  /** Closes the file; arrays read from it stay. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  private DataType arrayType(TensorInfo info) {
    return info.dtype()
        .arrayType()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: tensor %s has the type %s, which no array holds: read its bytes instead"
                        .formatted(path, info.name(), info.dtype())));
  }

  private void fill(TensorInfo info, INDArray array) {
    ArrayMemory memory = ArrayMemory.writing(array);
    try {
      requireWhole(info);
      if (info.dtype().isHalf()) {
        widen(info, memory);
      } else {
        for (long done = 0; done < memory.bytes(); ) {
          int length = (int) Math.min(WINDOW_BYTES, memory.bytes() - done);
          readFully(channel, memory.window(done, length), dataStart + info.begin() + done);
          done += length;
        }
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    } finally {
      Reference.reachabilityFence(array);
    }
    memory.written();
  }

  private void widen(TensorInfo info, ArrayMemory memory) throws IOException {
    int buffered = (int) Math.min(CONVERSION_BYTES, info.bytes());
    ByteBuffer halves = ByteBuffer.allocateDirect(buffered).order(ByteOrder.LITTLE_ENDIAN);
    boolean brain = info.dtype() == TensorType.BF16;
    for (long done = 0; done < info.bytes(); ) {
      halves.clear().limit((int) Math.min(buffered, info.bytes() - done));
      readFully(channel, halves, dataStart + info.begin() + done);
      halves.flip();
      int length = halves.limit();
      FloatBuffer floats = memory.window(2 * done, 2 * length).asFloatBuffer();
      for (int i = 0; i < length; i += Short.BYTES) {
        short half = halves.getShort(i);
        floats.put(brain ? HalfFloats.fromBf16(half) : HalfFloats.fromF16(half));
      }
      done += length;
    }
  }

  /** A file that shrank since it was opened must not be mapped: touching it would crash. */
  private void requireWhole(TensorInfo info) throws IOException {
    if (channel.size() < dataStart + info.end()) {
      throw new EOFException("it became shorter while it was open");
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new EOFException("it became shorter while it was open");
      }
      at += n;
    }
  }
}
