package org.calm4j.core.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.calm4j.core.io.FileErrors;

/**
 * A text file; {@link TextSource#of(String)} says which forms there are.
 *
 * @param file where it lies
 * @param jsonLines JSON lines, else plain text
 * @param compression how it is packed
 */
record TextFile(Path file, boolean jsonLines, Compression compression) implements TextSource {

  static TextFile of(Path file) {
    String name = String.valueOf(file.getFileName());
    Compression compression = Compression.of(name);
    String plain = compression.strip(name).toLowerCase(Locale.ROOT);
    if (!plain.endsWith(".txt") && !plain.endsWith(".jsonl")) {
      throw new IllegalArgumentException(
          "a text must be a file named .txt or .jsonl, also .gz or .zst, or"
              + " stories:MEGABYTES:SEED, got "
              + file);
    }
    check(file);
    return new TextFile(file, plain.endsWith(".jsonl"), compression);
  }

  /** Finds early what would fail late, after hours of other files. */
  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw TextErrors.refused("text file " + file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw TextErrors.refused(file + " is a directory: give the text files in it");
    }
    try {
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw TextErrors.refused("text file " + file + " is empty");
      }
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public TextDocuments open() {
    check(file);
    StrictUtf8Reader reader = new StrictUtf8Reader(file, compression);
    return jsonLines
        ? new JsonLinesDocuments(name(), reader)
        : new PlainTextDocuments(name(), reader);
  }
}
