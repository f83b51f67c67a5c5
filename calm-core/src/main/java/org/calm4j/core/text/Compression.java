package org.calm4j.core.text;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.calm4j.core.io.FileErrors;

/** How a text file is packed, told by the end of its name. */
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER = 1 << 16;

  /** The largest window Zstandard knows (2 GiB): files of {@code zstd --long=31} open too. */
  private static final int LONGEST_WINDOW_LOG = 31;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  static Compression of(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(GZIP.suffix)) {
      return GZIP;
    }
    return lower.endsWith(ZSTD.suffix) ? ZSTD : NONE;
  }

  /** The file's name without the suffix of the compression. */
  String strip(String fileName) {
    return fileName.substring(0, fileName.length() - suffix.length());
  }

  /** Opens the unpacked bytes. */
  InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return switch (this) {
        case NONE -> raw;
        case GZIP -> new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER);
        case ZSTD ->
            new ZstdInputStream(new BufferedInputStream(raw, BUFFER))
                .setLongMax(LONGEST_WINDOW_LOG);
      };
    } catch (IOException | RuntimeException | Error e) {
      raw.close();
      throw e;
    }
  }

  /** One sentence about a failure to open or to read. */
  UncheckedIOException explain(Path file, IOException e) {
    if (this == NONE || e instanceof FileSystemException) {
      return FileErrors.reading(file, e);
    }
    String reason = String.valueOf(e.getMessage());
    if (e instanceof EOFException || reason.toLowerCase(Locale.ROOT).contains("truncated")) {
      return TextErrors.refused(
          file + " is truncated: its " + suffix + " data ends too early; copy it again", e);
    }
    return TextErrors.refused(
        file + " is damaged or no " + suffix + " file (" + reason + "); copy it again", e);
  }
}
