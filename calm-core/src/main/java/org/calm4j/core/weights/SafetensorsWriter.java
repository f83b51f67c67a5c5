package org.calm4j.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.calm4j.core.io.AtomicFiles;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes weights files in the safetensors format, straight from the arrays' memory and of any size.
 * Equal input gives equal bytes: tensors are ordered by falling element size, then by name, so that
 * each is aligned to its elements.
 */
public final class SafetensorsWriter {
  private static final int WINDOW_BYTES = 1 << 26;
  private static final int CONVERSION_BYTES = 1 << 20;
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes tensors; FLOAT arrays are stored as F32.
   *
   * @param path the file, replaced as a whole or not at all
   * @param tensors arrays by name: FLOAT, DOUBLE, HALF, BFLOAT16, LONG, INT, SHORT, BYTE, UBYTE or
   *     BOOL, of any shape and order; views are fine
   * @param metadata free text for the header
   * @throws IllegalArgumentException if an array's type or a name cannot be stored
   * @throws java.io.UncheckedIOException if writing fails; the message names the file
   */
  public static void write(Path path, Map<String, INDArray> tensors, Map<String, String> metadata) {
    write(path, tensors, metadata, TensorType.F32);
  }

  /**
   * Writes tensors, FLOAT arrays in a type of choice; arrays of other types keep theirs.
   *
   * @param path the file, replaced as a whole or not at all
   * @param tensors arrays by name, see {@link #write(Path, Map, Map)}
   * @param metadata free text for the header
   * @param floats how FLOAT arrays are stored: F32, F16 or BF16, rounded to the nearest, ties to
   *     even; values beyond the range of F16 become infinite
   * @throws IllegalArgumentException if {@code floats} is another type, or an array's type or a
   *     name cannot be stored
   * @throws java.io.UncheckedIOException if writing fails; the message names the file
   */
  public static void write(
      Path path, Map<String, INDArray> tensors, Map<String, String> metadata, TensorType floats) {
    if (floats != TensorType.F32 && !floats.isHalf()) {
      throw new IllegalArgumentException("floats can be stored as F32, F16 or BF16, not " + floats);
    }
    List<Entry> entries = new ArrayList<>();
    tensors.forEach((name, array) -> entries.add(Entry.of(name, array, floats)));
    entries.sort(
        Comparator.comparingInt((Entry entry) -> -entry.type().bits()).thenComparing(Entry::name));
    byte[] header = header(entries, metadata);
    AtomicFiles.writeChannel(
        path,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          writeFully(channel, length.putLong(0, header.length));
          writeFully(channel, ByteBuffer.wrap(header));
          for (Entry entry : entries) {
            if (entry.bytes() > 0) {
              write(channel, entry);
            }
          }
        });
  }

  /** One tensor to write. */
  private record Entry(String name, INDArray array, TensorType type) {
    static Entry of(String name, INDArray array, TensorType floats) {
      if (name.equals(HeaderParser.METADATA)) {
        throw new IllegalArgumentException(
            "no tensor can be called " + name + ": the format keeps that name for itself");
      }
      if (array.wasClosed()) {
        throw new IllegalArgumentException(
            "tensor " + name + " was closed before it could be written");
      }
      return new Entry(name, array, typeOf(name, array.dataType(), floats));
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

    boolean isNarrowed() {
      return type.isHalf() && array.dataType() == DataType.FLOAT;
    }

    long bytes() {
      return array.isEmpty() ? 0 : array.length() * (type.bits() / 8);
    }
  }

  private static byte[] header(List<Entry> entries, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(HeaderParser.METADATA);
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          json.writeStringField(unicode(entry.getKey()), unicode(entry.getValue()));
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Entry entry : entries) {
        json.writeObjectFieldStart(unicode(entry.name()));
        json.writeStringField("dtype", entry.type().name());
        long[] shape = entry.array().shape();
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, begin + entry.bytes()}, 0, 2);
        json.writeEndObject();
        begin += entry.bytes();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed: " + e.getMessage(), e);
    }
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    if (bytes.size() > SafetensorsFile.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "names and metadata take %d bytes in the header, at most %d are allowed"
              .formatted(bytes.size(), SafetensorsFile.MAX_HEADER_BYTES));
    }
    return bytes.toByteArray();
  }

  private static String unicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "the name or metadata text '" + text + "' holds half a surrogate pair: repair it first");
    }
    return text;
  }

  private static void write(FileChannel channel, Entry entry) throws IOException {
    INDArray array = entry.array();
    boolean direct = ArrayMemory.isRowMajor(array);
    INDArray rowMajor = direct ? array : array.dup('c');
    try {
      ArrayMemory memory = ArrayMemory.reading(rowMajor);
      if (entry.isNarrowed()) {
        narrow(channel, memory, entry.type());
      } else {
        for (long done = 0; done < memory.bytes(); done += WINDOW_BYTES) {
          int length = (int) Math.min(WINDOW_BYTES, memory.bytes() - done);
          writeFully(channel, memory.window(done, length));
        }
      }
    } finally {
      Reference.reachabilityFence(rowMajor);
      if (!direct && rowMajor.closeable()) {
        rowMajor.close();
      }
    }
  }

  private static void narrow(FileChannel channel, ArrayMemory memory, TensorType type)
      throws IOException {
    ByteBuffer halves =
        ByteBuffer.allocateDirect((int) Math.min(CONVERSION_BYTES, memory.bytes() / 2))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < memory.bytes(); ) {
      int length = (int) Math.min(2L * halves.capacity(), memory.bytes() - done);
      FloatBuffer floats = memory.window(done, length).asFloatBuffer();
      halves.clear();
      while (floats.hasRemaining()) {
        float value = floats.get();
        halves.putShort(
            type == TensorType.BF16 ? HalfFloats.toBf16(value) : HalfFloats.toF16(value));
      }
      writeFully(channel, halves.flip());
      done += length;
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
