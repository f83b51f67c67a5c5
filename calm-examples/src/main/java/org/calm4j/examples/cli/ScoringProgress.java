package org.calm4j.examples.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.train.Stoppable;
import org.calm4j.eval.brier.BrierProgress;
import org.calm4j.examples.report.Figures;

/** Shows how far an evaluation is, and ends it at Ctrl-C with the score of what was read. */
final class ScoringProgress implements BrierProgress, Stoppable, AutoCloseable {
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double QUIET_SECONDS = 10;

  private final Console console;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Interruption interruption;
  private String name = "";
  private long begin = System.nanoTime();
  private double shown;
  private int width;
  private volatile boolean stopped;

  ScoringProgress(Console console) {
    this.console = console;
    interruption = new Interruption(this, console, Interruption.Sentences.SCORING);
  }

  /** From here on Ctrl-C ends the scoring well; before, it ends the process. */
  void watch() {
    interruption.watch();
  }

  /** The model that is scored from now on. */
  void begin(String model) {
    name = model;
    begin = System.nanoTime();
    shown = 0;
  }

  /** Clears the line of progress. */
  void done() {
    if (width > 0) {
      console.err().print("\r" + " ".repeat(width) + "\r");
      console.err().flush();
      width = 0;
    }
  }

  @Override
  public boolean update(long done, long total) {
    double seconds = (System.nanoTime() - begin) * 1e-9;
    double pause = console.terminal() ? TERMINAL_SECONDS : QUIET_SECONDS;
    if (done > 0 && seconds - shown >= pause) {
      shown = seconds;
      double rate = done / seconds;
      line(
          String.format(
              Locale.ROOT,
              "scoring %s  %3.0f %%  %s positions/s  %s left",
              name,
              Math.floor(100.0 * done / total),
              Figures.count(Math.round(rate)),
              Figures.time((total - done) / rate)));
    }
    return !stopped;
  }

  private void line(String text) {
    if (!console.terminal()) {
      console.err().println(text);
      return;
    }
    console.err().print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    console.err().flush();
    width = text.length();
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public void requestStop() {
    stopped = true;
  }

  @Override
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    done();
    ended.countDown();
    interruption.close();
  }
}
