package org.calm4j.examples.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.calm4j.core.store.BuildProgress;

/** Shows how far tokenizing is. */
final class StoreProgress implements Consumer<BuildProgress> {
  private final StatusLine line;

  StoreProgress(Console console) {
    line = new StatusLine(console);
  }

  @Override
  public void accept(BuildProgress progress) {
    if (line.isDue(progress.seconds())) {
      line.show(
          String.format(
              Locale.ROOT,
              "tokenizing: %,d documents  %,d tokens  %.1f MB  %.1f MB/s",
              progress.documents(),
              progress.tokens(),
              progress.bytesRead() / 1e6,
              progress.bytesRead() / 1e6 / progress.seconds()));
    }
  }

  /** Ends the line. */
  void done() {
    line.end();
  }
}
