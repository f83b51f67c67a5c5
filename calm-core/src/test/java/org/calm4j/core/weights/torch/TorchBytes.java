package org.calm4j.core.weights.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds PyTorch files byte by byte, sound ones and others. */
final class TorchBytes {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  TorchBytes() {
    raw(0x80, 2);
  }

  TorchBytes raw(int... bytes) {
    for (int b : bytes) {
      pickle.write(b);
    }
    return this;
  }

  TorchBytes global(String module, String name) {
    return raw('c').ascii(module + "\n" + name + "\n");
  }

  TorchBytes ascii(String text) {
    pickle.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TorchBytes text(String text) {
    return raw('X').little(text.length()).ascii(text);
  }

  TorchBytes integer(int value) {
    return raw('J').little(value);
  }

  TorchBytes little(int value) {
    pickle.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  TorchBytes tuple(int... values) {
    raw('(');
    for (int value : values) {
      integer(value);
    }
    return raw('t');
  }

  TorchBytes orderedDictionary() {
    return global("collections", "OrderedDict").raw(')', 'R');
  }

  /** A reference to a storage. */
  TorchBytes storage(String type, String key, int elements) {
    return raw('(')
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .integer(elements)
        .raw('t', 'Q');
  }

  /** A tensor over a storage. */
  TorchBytes tensor(String type, String key, int elements, int offset, int[] shape, int[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .raw('(')
        .storage(type, key, elements)
        .integer(offset)
        .tuple(shape)
        .tuple(strides)
        .raw(0x89)
        .orderedDictionary()
        .raw('t', 'R');
  }

  TorchBytes data(String key, byte[] bytes) {
    return entry("m/data/" + key, bytes);
  }

  TorchBytes entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  TorchBytes compressed() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** Ends the pickle and writes the archive. */
  Path write(Path file) throws IOException {
    pickle.write('.');
    return writeAsIs(file);
  }

  Path writeAsIs(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "m/data.pkl", pickle.toByteArray());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
    return file;
  }

  private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setSize(bytes.length);
      entry.setCrc(sum.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
