package org.calm4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * SHA-256 of files, bytes and folders. A folder's manifest is a file {@value #MANIFEST} that the
 * {@code sha256sum} command can check too.
 */
public final class Checksums {
  /** Name of the manifest in its folder. */
  public static final String MANIFEST = "SHA256SUMS";

  private static final int BUFFER_BYTES = 1 << 18;

  private Checksums() {}

  /**
   * SHA-256 of bytes.
   *
   * @param bytes the bytes
   * @return 64 lower-case hexadecimal digits
   */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * SHA-256 of a file.
   *
   * @param file the file
   * @return 64 lower-case hexadecimal digits
   * @throws UncheckedIOException if the file cannot be read, with a sentence that names it
   */
  public static String sha256(Path file) {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream stream = Files.newInputStream(file)) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Writes the manifest of a folder: one line for every regular file in it and below.
   *
   * @param folder the folder
   * @throws UncheckedIOException if a file cannot be read or the manifest cannot be written
   */
  public static void writeManifest(Path folder) {
    StringBuilder lines = new StringBuilder();
    files(folder)
        .forEach((name, file) -> lines.append(sha256(file)).append("  ").append(name).append('\n'));
    AtomicFiles.writeString(folder.resolve(MANIFEST), lines.toString());
  }

  /**
   * Checks a folder against its manifest: every file is there, unchanged, and no other.
   *
   * @param folder the folder
   * @throws IllegalArgumentException if a file is missing, changed or not listed, or the manifest
   *     is damaged; the message names the file
   * @throws UncheckedIOException if a file cannot be read
   */
  public static void verifyManifest(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    SortedMap<String, Path> found = files(folder);
    List<String> lines;
    try {
      lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileErrors.reading(manifest, e);
    }
    for (String line : lines) {
      if (!line.matches("[0-9a-f]{64}  .+")) {
        throw new IllegalArgumentException(
            manifest + " is damaged: a line is not a checksum and a file name");
      }
      String name = line.substring(66);
      Path file = found.remove(name);
      if (file == null) {
        throw new IllegalArgumentException(
            folder.resolve(name) + " is missing, but " + manifest + " lists it");
      }
      requireUnchanged(file, line.substring(0, 64));
    }
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          found.get(found.firstKey()) + " is not listed in " + manifest + ": it was added later");
    }
  }

  /**
   * Checks one file.
   *
   * @param file the file
   * @param sha256 what its SHA-256 must be, 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException if it differs; the message names the file
   * @throws UncheckedIOException if the file cannot be read
   */
  public static void requireUnchanged(Path file, String sha256) {
    String actual = sha256(file);
    if (!actual.equals(sha256)) {
      throw new IllegalArgumentException(
          "%s is damaged or was changed: its SHA-256 begins with %s where %s was recorded; restore it from a copy or make it again"
              .formatted(
                  file,
                  actual.substring(0, 12),
                  sha256.substring(0, Math.min(12, sha256.length()))));
    }
  }

  /** Regular files by name relative to the folder, with forward slashes, without the manifest. */
  private static SortedMap<String, Path> files(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      Map<String, Path> byName = new TreeMap<>();
      paths
          .filter(Files::isRegularFile)
          .forEach(file -> byName.put(folder.relativize(file).toString().replace('\\', '/'), file));
      byName.remove(MANIFEST);
      return new TreeMap<>(byName);
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java runtime lacks SHA-256, which every one must have", e);
    }
  }
}
