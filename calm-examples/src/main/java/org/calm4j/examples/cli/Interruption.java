package org.calm4j.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.train.Stoppable;

/**
 * What Ctrl-C does while something long runs: it ends well, for a training with a checkpoint, then
 * the process ends. Closing it takes that back.
 */
final class Interruption implements AutoCloseable {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(5);
  private static final int RESULT_SECONDS = 30;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  Interruption(Stoppable run, Console console) {
    this(run, console, Sentences.TRAINING);
  }

  Interruption(Stoppable run, Console console, Sentences sentences) {
    hook = new Thread(() -> stop(run, console, sentences), "calm-stop");
  }

  /**
   * What is told.
   *
   * @param stopping at once
   * @param stuck if the work does not end
   * @param lost if it has ended, but its results could not be written
   */
  record Sentences(String stopping, String stuck, String lost) {
    static final Sentences TRAINING =
        new Sentences(
            "stopping after this step ...",
            "the step does not end; what counts is the last checkpoint",
            "stopped before the results were written; the checkpoint is");
    static final Sentences SCORING =
        new Sentences(
            "stopping after this text ...",
            "the text does not end; its scores are lost",
            "stopped before the scores were written");
  }

  /** Begins to watch. */
  void watch() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop(Stoppable run, Console console, Sentences sentences) {
    console.err().println();
    console.note(sentences.stopping());
    run.requestStop();
    try {
      if (!run.awaitEnd(CHECKPOINT_LIMIT)) {
        console.note(sentences.stuck());
      } else if (!closed.await(RESULT_SECONDS, TimeUnit.SECONDS)) {
        console.note(sentences.lost());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // Then the hook is what runs, and sees that all is done.
    }
  }
}
