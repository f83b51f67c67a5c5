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
  private final StatusLine line;
  private final Interruption interruption;
  private final CountDownLatch ended = new CountDownLatch(1);
  private String name = "";
  private long begin = System.nanoTime();
  private volatile boolean stopped;

  ScoringProgress(Console console) {
    line = new StatusLine(console);
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
    line.restart();
  }

  /** Clears the line of progress. */
  void done() {
    line.clear();
  }

  @Override
  public boolean update(long done, long total) {
    double seconds = (System.nanoTime() - begin) * 1e-9;
    if (done > 0 && line.isDue(seconds)) {
      double rate = done / seconds;
      line.show(
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
