package org.calm4j.core.weights.torch;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorSource;
import org.calm4j.core.weights.TensorType;

/**
 * Writes weights as {@code torch.save} does, so that {@code torch.load} reads them: a zip archive
 * with an ordered dictionary of tensors and their storages. Tensors that are copies of one tensor
 * under several names share a storage, as parameters with two names do in PyTorch.
 */
public final class TorchWriter {
  /** PyTorch aligns storages so. */
  private static final int ALIGNMENT = 64;

  private TorchWriter() {}

  /** What tensors have in common that share a storage. */
  private record Content(TensorSource source, String stored, TensorType type) {
    static Content of(TensorCopy tensor) {
      return new Content(tensor.source(), tensor.stored(), tensor.type());
    }
  }

  /**
   * Writes tensors that lie elsewhere on disk, block by block: none of them is ever held whole.
   *
   * @param path the file, replaced as a whole or not at all; none of the sources
   * @param tensors what to write, in the order of the dictionary
   * @param progress hears the number of bytes written, again and again
   * @throws IllegalArgumentException if two have the same name or a tensor's type has no storage in
   *     PyTorch, or a finite value has no finite counterpart in the type to store
   * @throws java.io.UncheckedIOException if reading or writing fails; the message names the file
   */
  public static void copy(Path path, Collection<TensorCopy> tensors, LongConsumer progress) {
    Map<Content, String> keys = new LinkedHashMap<>();
    PickledTensors pickle = new PickledTensors();
    for (TensorCopy tensor : tensors) {
      String key = keys.computeIfAbsent(Content.of(tensor), k -> Integer.toString(keys.size()));
      pickle.add(tensor.info(), key);
    }
    byte[] description = pickle.finish();
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String folder = (dot > 0 ? name.substring(0, dot) : name) + "/";
    AtomicFiles.writeChannel(
        path,
        channel -> {
          // Finished but not closed: the channel is forced to the disk afterwards.
          ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel);
          put(zip, folder + "data.pkl", description);
          put(zip, folder + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
          WritableByteChannel body = Channels.newChannel(zip);
          for (Map.Entry<Content, String> entry : keys.entrySet()) {
            Content content = entry.getKey();
            TensorCopy tensor =
                new TensorCopy(
                    content.stored(), content.source(), content.stored(), content.type());
            begin(zip, folder + "data/" + entry.getValue(), tensor.info().bytes());
            tensor.writeTo(body, progress);
            zip.closeArchiveEntry();
          }
          put(zip, folder + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
          zip.finish();
        });
  }

  /**
   * How many bytes of weights a file takes.
   *
   * @param tensors what would be written
   * @return the bytes of their storages, shared ones once
   */
  public static long bytes(Collection<TensorCopy> tensors) {
    Map<Content, Long> storages = new LinkedHashMap<>();
    tensors.forEach(tensor -> storages.put(Content.of(tensor), tensor.info().bytes()));
    return storages.values().stream().mapToLong(bytes -> bytes).sum();
  }

  private static void put(ZipArchiveOutputStream zip, String name, byte[] content)
      throws IOException {
    begin(zip, name, content.length);
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static void begin(ZipArchiveOutputStream zip, String name, long bytes)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes);
    entry.setTime(0);
    entry.setAlignment(ALIGNMENT);
    zip.putArchiveEntry(entry);
  }
}
