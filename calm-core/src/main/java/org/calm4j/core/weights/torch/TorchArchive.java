package org.calm4j.core.weights.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The zip archive around pickle and storages, and where each of them lies in the file. */
final class TorchArchive {
  private static final String DESCRIPTION = "data.pkl";

  /** A description takes about 200 bytes a tensor; the largest published models have thousands. */
  private static final long LARGEST_DESCRIPTION = 8 << 20;

  private final Path path;
  private final byte[] description;
  private final Map<String, Place> storages;

  /** Bytes of the file. */
  record Place(long offset, long bytes) {}

  private TorchArchive(Path path, byte[] description, Map<String, Place> storages) {
    this.path = path;
    this.description = description;
    this.storages = storages;
  }

  static TorchArchive open(Path path) throws IOException {
    requireZip(path);
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      List<ZipArchiveEntry> descriptions =
          entries.stream().filter(entry -> isDescription(entry.getName())).toList();
      if (descriptions.size() != 1) {
        throw refused(
            path,
            "its archive must hold one %s, found %d; is it a PyTorch file?"
                .formatted(DESCRIPTION, descriptions.size()));
      }
      ZipArchiveEntry found = descriptions.get(0);
      String folder = found.getName().substring(0, found.getName().length() - DESCRIPTION.length());
      byte[] bytes = description(path, zip, found);
      Map<String, Place> storages = new HashMap<>();
      long size = Files.size(path);
      for (ZipArchiveEntry entry : entries) {
        if (entry.getName().equals(folder + "byteorder")) {
          requireLittleEndian(path, zip, entry);
        } else if (entry.getName().startsWith(folder + "data/")) {
          String key = entry.getName().substring(folder.length() + "data/".length());
          storages.put(key, place(path, size, entry));
        }
      }
      return new TorchArchive(path, bytes, storages);
    } catch (IOException e) {
      throw refused(path, "it is no whole zip archive (" + e.getMessage() + "); download it again");
    } catch (RuntimeException e) {
      if (e.getClass() == IllegalArgumentException.class
          && String.valueOf(e.getMessage()).startsWith(path.toString())) {
        throw e;
      }
      throw refused(path, "its archive is damaged (" + e.getMessage() + "); download it again");
    }
  }

  /** The pickle that describes the tensors. */
  byte[] description() {
    return description;
  }

  /** Where the bytes of a storage lie; as many as the pickle says, or it is refused. */
  Place storage(String tensor, Storage storage) {
    Place place = storages.get(storage.key());
    if (place == null) {
      throw refused(
          path,
          "its archive lacks the storage %s of tensor %s; download it again"
              .formatted(storage.key(), tensor));
    }
    long bytes;
    try {
      bytes = storage.bytes();
    } catch (ArithmeticException e) {
      bytes = -1;
    }
    if (place.bytes() != bytes) {
      throw refused(
          path,
          "the storage %s of tensor %s has %d bytes where %d elements of %s are announced"
              .formatted(storage.key(), tensor, place.bytes(), storage.elements(), storage.type()));
    }
    return place;
  }

  private static boolean isDescription(String name) {
    return name.equals(DESCRIPTION)
        || (name.endsWith("/" + DESCRIPTION) && name.indexOf('/') == name.lastIndexOf('/'));
  }

  private static byte[] description(Path path, ZipFile zip, ZipArchiveEntry entry)
      throws IOException {
    requireStored(path, entry);
    if (entry.getSize() > LARGEST_DESCRIPTION) {
      throw refused(
          path,
          "its %s has %d bytes, and %d are the limit"
              .formatted(DESCRIPTION, entry.getSize(), LARGEST_DESCRIPTION));
    }
    try (InputStream stream = zip.getInputStream(entry)) {
      return stream.readNBytes((int) LARGEST_DESCRIPTION);
    }
  }

  private static void requireLittleEndian(Path path, ZipFile zip, ZipArchiveEntry entry)
      throws IOException {
    requireStored(path, entry);
    try (InputStream stream = zip.getInputStream(entry)) {
      String order = new String(stream.readNBytes(16), StandardCharsets.US_ASCII);
      if (!order.equals("little")) {
        throw refused(
            path, "its numbers are " + order + "-endian: save it again on an ordinary machine");
      }
    }
  }

  private static Place place(Path path, long size, ZipArchiveEntry entry) {
    requireStored(path, entry);
    long offset = entry.getDataOffset();
    if (offset < 0 || entry.getSize() < 0 || entry.getSize() > size - offset) {
      throw refused(
          path,
          "%s claims %d bytes from byte %d on, and the file ends at %d; download it again"
              .formatted(entry.getName(), entry.getSize(), offset, size));
    }
    return new Place(offset, entry.getSize());
  }

  /** PyTorch compresses nothing, so that storages can be mapped. */
  private static void requireStored(Path path, ZipArchiveEntry entry) {
    if (entry.getMethod() != ZipEntry.STORED
        || entry.getCompressedSize() != entry.getSize()
        || entry.getGeneralPurposeBit().usesEncryption()) {
      throw refused(
          path,
          "%s is compressed or encrypted, and PyTorch stores its files as they are: save it again with torch.save"
              .formatted(entry.getName()));
    }
  }

  private static void requireZip(Path path) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(4);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (start.hasRemaining() && channel.read(start) >= 0) {
        continue;
      }
    }
    byte[] magic = start.array();
    if (start.position() == 4 && magic[0] == 'P' && magic[1] == 'K') {
      return;
    }
    boolean pickle = start.position() > 1 && magic[0] == (byte) 0x80 && magic[1] < 6;
    throw refused(
        path,
        pickle
            ? "it is in the format from before PyTorch 1.6: load it and save it again with a newer PyTorch"
            : "it is no zip archive, so no PyTorch file");
  }

  static IllegalArgumentException refused(Path path, String defect) {
    return new IllegalArgumentException(
        path + " cannot be used as weights: " + defect.replace('\n', ' '));
  }
}
