package org.calm4j.core.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.calm4j.core.io.FileErrors;

/** Counts the bytes of a transfer. */
final class Transfer implements LongConsumer {
  private final long total;
  private final Consumer<? super TransferProgress> progress;
  private final long start = System.nanoTime();
  private long bytes;

  Transfer(long total, Consumer<? super TransferProgress> progress) {
    this.total = total;
    this.progress = progress;
  }

  @Override
  public void accept(long more) {
    bytes += more;
    progress.accept(new TransferProgress(bytes, total, (System.nanoTime() - start) * 1e-9));
  }

  /** Only a new or empty folder is written to: nothing is mixed, nothing is lost. */
  static void requireFree(Path out) {
    try {
      if (Files.isDirectory(out)) {
        try (Stream<Path> content = Files.list(out)) {
          if (content.findAny().isEmpty()) {
            return;
          }
        }
      } else if (!Files.exists(out)) {
        return;
      }
    } catch (IOException e) {
      throw FileErrors.reading(out, e);
    }
    throw new IllegalArgumentException(
        out + " is there already and not empty: choose another folder, or remove it");
  }
}
