package org.calm4j.examples.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.calm4j.core.hub.TransferProgress;

/** Shows how far an import or export is. */
final class TransferLine implements Consumer<TransferProgress> {
  private final StatusLine line;
  private final String verb;

  /** What it is shown as, for example {@code importing}. */
  TransferLine(Console console, String verb) {
    this.line = new StatusLine(console);
    this.verb = verb;
  }

  @Override
  public void accept(TransferProgress progress) {
    if (line.isDue(progress.seconds()) || progress.bytes() == progress.total()) {
      line.show(
          String.format(
              Locale.ROOT,
              "%s: %,.1f of %,.1f MB  %.0f MB/s",
              verb,
              progress.bytes() / 1e6,
              progress.total() / 1e6,
              progress.bytes() / 1e6 / Math.max(1e-3, progress.seconds())));
    }
  }

  /** Ends the line. */
  void done() {
    line.end();
  }
}
