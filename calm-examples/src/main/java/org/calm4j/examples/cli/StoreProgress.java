package org.calm4j.examples.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.calm4j.core.store.BuildProgress;

/** Shows how far tokenizing is: on a terminal one line that is rewritten, elsewhere every 10 s. */
final class StoreProgress implements Consumer<BuildProgress> {
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double QUIET_SECONDS = 10;

  private final Console console;
  private double shown;
  private boolean open;

  StoreProgress(Console console) {
    this.console = console;
  }

  @Override
  public void accept(BuildProgress progress) {
    if (progress.seconds() - shown < (console.terminal() ? TERMINAL_SECONDS : QUIET_SECONDS)) {
      return;
    }
    shown = progress.seconds();
    String line =
        String.format(
            Locale.ROOT,
            "tokenizing: %,d documents  %,d tokens  %.1f MB  %.1f MB/s",
            progress.documents(),
            progress.tokens(),
            progress.bytesRead() / 1e6,
            progress.bytesRead() / 1e6 / progress.seconds());
    if (console.terminal()) {
      console.err().print("\r" + line + "  ");
      console.err().flush();
      open = true;
    } else {
      console.err().println(line);
    }
  }

  /** Ends the line. */
  void done() {
    if (open) {
      console.err().println();
      open = false;
    }
  }
}
