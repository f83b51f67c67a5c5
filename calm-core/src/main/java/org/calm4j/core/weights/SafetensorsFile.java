package org.calm4j.core.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.io.FileErrors;

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
public final class SafetensorsFile implements TensorSource {
  /** Largest header that is accepted, in bytes; the limit that other readers have too. */
  static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, PlacedTensor> tensors;
  private final Map<String, String> metadata;

  private SafetensorsFile(
      Path path, FileChannel channel, long dataStart, SafetensorsHeader header) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
    this.metadata = Collections.unmodifiableMap(header.metadata());
    Map<String, PlacedTensor> byName = new LinkedHashMap<>();
    header.tensors().forEach(tensor -> byName.put(tensor.info().name(), tensor));
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

  @Override
  public Path path() {
    return path;
  }

  /**
   * The tensors' names.
   *
   * @return in the order of their data in the file, unmodifiable
   */
  @Override
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

  @Override
  public TensorInfo info(String name) {
    return placed(name).info();
  }

  private PlacedTensor placed(String name) {
    PlacedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "%s holds no tensor %s; it holds %d, the first is %s"
              .formatted(
                  path,
                  name,
                  tensors.size(),
                  tensors.keySet().stream().findFirst().orElse("missing too")));
    }
    return tensor;
  }

  @Override
  public void elements(String name, long first, ByteBuffer target) {
    PlacedTensor tensor = placed(name);
    tensor.info().requireElements(path, first, target.remaining());
    try {
      requireWhole(tensor);
      readFully(
          channel, target, dataStart + tensor.begin() + first * (tensor.info().dtype().bits() / 8));
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
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
    PlacedTensor tensor = placed(name);
    long bytes = tensor.end() - tensor.begin();
    if (offset < 0 || length < 0 || length > bytes - offset) {
      throw new IllegalArgumentException(
          "%s: tensor %s has %d bytes, %d bytes from byte %d on are not in it"
              .formatted(path, name, bytes, length, offset));
    }
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: %d bytes of tensor %s are more than one buffer holds, %d: ask for parts"
              .formatted(path, length, name, Integer.MAX_VALUE));
    }
    try {
      requireWhole(tensor);
      return channel
          .map(FileChannel.MapMode.READ_ONLY, dataStart + tensor.begin() + offset, length)
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

  /** A file that shrank since it was opened must not be mapped: touching it would crash. */
  private void requireWhole(PlacedTensor tensor) throws IOException {
    if (channel.size() < dataStart + tensor.end()) {
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
