package org.calm4j.core.engine.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed pool that splits index ranges. The calling thread does its share.
 *
 * <p>Ranges differ with the number of threads, so a body must not let results depend on where a
 * range begins; sums over rows are made column by column for that reason. {@link #run} may be
 * called from several threads.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  /** Work on the indices {@code [from, to)}. */
  @FunctionalInterface
  public interface RangeBody {
    /**
     * Does the work of a range.
     *
     * @param from first index
     * @param to index after the last
     */
    void accept(int from, int to);
  }

  /**
   * Starts the pool.
   *
   * @param threads how many threads work on a range, the caller included; at least 1
   * @throws IllegalArgumentException if below 1
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "calm-kernel");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Number of threads that work on a range.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Splits {@code [0, count)} into one range per thread and waits for all.
   *
   * @param count number of indices
   * @param work cost of one index in floats touched, to keep small jobs on the calling thread
   * @param body what to do; an exception in any range is thrown here
   * @throws IllegalStateException if the pool is closed
   */
  public void run(int count, int work, RangeBody body) {
    // Small jobs stay here: waking a thread would cost more than they do.
    int parts = (int) Math.min(Math.min(threads, count), 1 + (long) count * work / 40_000);
    if (parts <= 1) {
      body.accept(0, count);
      return;
    }
    if (pool.isShutdown()) {
      throw new IllegalStateException("the engine is closed: close it after what runs on it");
    }
    CountDownLatch done = new CountDownLatch(parts - 1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int part = 1; part < parts; part++) {
      int from = (int) ((long) count * part / parts);
      int to = (int) ((long) count * (part + 1) / parts);
      pool.execute(
          () -> {
            try {
              body.accept(from, to);
            } catch (Throwable e) {
              failure.set(e);
            } finally {
              done.countDown();
            }
          });
    }
    try {
      body.accept(0, (int) ((long) count / parts));
    } finally {
      awaitQuietly(done);
    }
    Throwable failed = failure.get();
    // As it is: what a caller sees must not depend on the thread it came from.
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    if (failed instanceof Error error) {
      throw error;
    }
  }

  /** Buffers in use by other threads must not be touched before they are done: no early return. */
  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
