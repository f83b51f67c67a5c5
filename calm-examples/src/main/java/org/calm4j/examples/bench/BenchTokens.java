package org.calm4j.examples.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;

/** The ids that both sides get: raw little-endian 32-bit integers, as the peer reads them. */
final class BenchTokens {
  private BenchTokens() {}

  /**
   * The first ids of a file.
   *
   * @throws IllegalArgumentException if it has too few, or one of them is padding or no id
   */
  static int[] read(Path file, int count, int vocabulary) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (InputStream in = Files.newInputStream(file);
        DataInputStream whole = new DataInputStream(in)) {
      long size = Files.size(file);
      if (size < bytes.capacity()) {
        throw new IllegalArgumentException(
            "%s must hold at least %d ids of 4 bytes, got %d bytes".formatted(file, count, size));
      }
      whole.readFully(bytes.array());
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    int[] ids = new int[count];
    bytes.asIntBuffer().get(ids);
    for (int i = 0; i < count; i++) {
      if (ids[i] < 0 || ids[i] >= vocabulary - 1) {
        throw new IllegalArgumentException(
            "%s: ids must be in [0, %d), got %d at place %d"
                .formatted(file, vocabulary - 1, ids[i], i));
      }
    }
    return ids;
  }

  /** Writes ids to a temporary file that goes with the JVM. */
  static Path write(int... ids) {
    ByteBuffer bytes =
        ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    try {
      Path file = Files.createTempFile("calm-bench", ".ids");
      file.toFile().deleteOnExit();
      return Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(
          "cannot write ids to the temporary folder: " + e.getMessage(), e);
    }
  }

  /** The first ids of a text, documents within begin and end. */
  static int[] of(TextSource text, Tokenizer tokenizer, int count) {
    List<int[]> parts = new ArrayList<>();
    int have = 0;
    try (TextDocuments documents = text.open()) {
      while (have < count && documents.hasNext()) {
        int[] ids = tokenizer.encode(documents.next());
        parts.add(new int[] {tokenizer.bosId()});
        parts.add(ids);
        parts.add(new int[] {tokenizer.eosId()});
        have += ids.length + 2;
      }
    }
    if (have < count) {
      throw new IllegalArgumentException(
          "%s is too short: it gives %d tokens, the cases need %d"
              .formatted(text.name(), have, count));
    }
    return Arrays.copyOf(parts.stream().flatMapToInt(Arrays::stream).toArray(), count);
  }
}
