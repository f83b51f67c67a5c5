package org.calm4j.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.train.Stoppable;

/**
 * What Ctrl-C does while a run trains: the step ends, a checkpoint is written, then the process
 * ends. Closing it takes that back.
 */
final class Interruption implements AutoCloseable {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(5);
  private static final int RESULT_SECONDS = 30;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  Interruption(Stoppable run, Console console) {
    hook = new Thread(() -> stop(run, console), "calm-stop");
  }

  /** Begins to watch. */
  void watch() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop(Stoppable run, Console console) {
    console.err().println();
    console.note("stopping after this step ...");
    run.requestStop();
    try {
      if (!run.awaitEnd(CHECKPOINT_LIMIT)) {
        console.note("the step does not end; what counts is the last checkpoint");
      } else if (!closed.await(RESULT_SECONDS, TimeUnit.SECONDS)) {
        console.note("stopped before the results were written; the checkpoint is");
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
