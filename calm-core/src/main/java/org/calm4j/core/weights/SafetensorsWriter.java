package org.calm4j.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.calm4j.core.io.AtomicFiles;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes weights files in the safetensors format, straight from the arrays' memory and of any size.
 * Equal input gives equal bytes: tensors are ordered by falling element size, then by name, so that
 * each is aligned to its elements.
 */
public final class SafetensorsWriter {
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
    List<WrittenTensor> entries = new ArrayList<>();
    tensors.forEach((name, array) -> entries.add(ArrayTensor.of(name, array, floats)));
    write(path, entries, metadata);
  }

  /**
   * Writes tensors that lie elsewhere on disk, block by block: none of them is ever held whole.
   *
   * @param path the file, replaced as a whole or not at all; none of the sources
   * @param tensors what to write
   * @param metadata free text for the header
   * @param progress hears the number of bytes written, again and again
   * @throws IllegalArgumentException if two have the same name, a name cannot be stored, or a
   *     finite value has no finite counterpart in the type to store
   * @throws java.io.UncheckedIOException if reading or writing fails; the message names the file
   */
  public static void copy(
      Path path,
      Collection<TensorCopy> tensors,
      Map<String, String> metadata,
      LongConsumer progress) {
    List<WrittenTensor> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TensorCopy tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "%s cannot hold two tensors %s".formatted(path, tensor.name()));
      }
      entries.add(new CopiedTensor(tensor, progress));
    }
    write(path, entries, metadata);
  }

  private static void write(Path path, List<WrittenTensor> entries, Map<String, String> metadata) {
    entries.sort(
        Comparator.comparingInt((WrittenTensor entry) -> -entry.info().dtype().bits())
            .thenComparing(entry -> entry.info().name()));
    byte[] header = header(entries, metadata);
    AtomicFiles.writeChannel(
        path,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          WrittenTensor.writeFully(channel, length.putLong(0, header.length));
          WrittenTensor.writeFully(channel, ByteBuffer.wrap(header));
          for (WrittenTensor entry : entries) {
            if (entry.info().bytes() > 0) {
              entry.write(channel);
            }
          }
        });
  }

  private static byte[] header(List<WrittenTensor> entries, Map<String, String> metadata) {
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
      for (WrittenTensor entry : entries) {
        TensorInfo info = entry.info();
        if (info.name().equals(HeaderParser.METADATA)) {
          throw new IllegalArgumentException(
              "no tensor can be called %s: the format keeps that name for itself"
                  .formatted(info.name()));
        }
        json.writeObjectFieldStart(unicode(info.name()));
        json.writeStringField("dtype", info.dtype().name());
        long[] shape = info.shape();
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, begin + info.bytes()}, 0, 2);
        json.writeEndObject();
        begin += info.bytes();
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
}
