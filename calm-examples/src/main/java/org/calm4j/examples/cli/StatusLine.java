package org.calm4j.examples.cli;

/**
 * A line that tells how far something is: on a terminal rewritten five times a second, elsewhere a
 * new line every ten seconds. Used by one thread.
 */
final class StatusLine {
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double QUIET_SECONDS = 10;

  private final Console console;
  private double shown;
  private int width;

  StatusLine(Console console) {
    this.console = console;
  }

  /** Something else begins at second 0. */
  void restart() {
    shown = 0;
  }

  /** Whether it is time for another line, so many seconds after the beginning; if so, show it. */
  boolean isDue(double seconds) {
    boolean due = seconds - shown >= (console.terminal() ? TERMINAL_SECONDS : QUIET_SECONDS);
    shown = due ? seconds : shown;
    return due;
  }

  void show(String text) {
    if (!console.terminal()) {
      console.err().println(text);
      return;
    }
    console.err().print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    console.err().flush();
    width = text.length();
  }

  /** Leaves what was shown last, and goes on below. */
  void end() {
    if (width > 0) {
      console.err().println();
      width = 0;
    }
  }

  /** Removes what was shown last. */
  void clear() {
    if (width > 0) {
      console.err().print("\r" + " ".repeat(width) + "\r");
      console.err().flush();
      width = 0;
    }
  }
}
