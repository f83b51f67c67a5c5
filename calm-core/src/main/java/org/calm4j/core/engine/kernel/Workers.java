package org.calm4j.core.engine.kernel;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed pool that splits index ranges. The calling thread does its share.
 *
 * <p>Ranges differ with the number of threads, so a body must not let results depend on where a
 * range begins; sums over rows are made column by column for that reason. {@link #run} may be
 * called from several threads: one of them has the helpers, the others do their ranges themselves.
 *
 * <p>A step is a chain of a hundred small operations, and to wake a sleeping thread takes longer
 * than many of them do. So helpers stay awake for 50 microseconds after their work.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final Helper[] helpers;

  /** Held by who has the helpers. */
  private final ReentrantLock helped = new ReentrantLock();

  private boolean closed;

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
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper();
      helpers[i].start();
    }
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
    // Small jobs stay here: handing them over would cost more than they do.
    int parts = (int) Math.min(Math.min(threads, count), 1 + (long) count * work / 40_000);
    if (parts <= 1) {
      body.accept(0, count);
      return;
    }
    if (helped.isHeldByCurrentThread() || !helped.tryLock()) {
      body.accept(0, count);
      return;
    }
    try {
      if (closed) {
        throw new IllegalStateException("the engine is closed: close it after what runs on it");
      }
      split(count, parts, body);
    } finally {
      helped.unlock();
    }
  }

  private void split(int count, int parts, RangeBody body) {
    for (int part = 1; part < parts; part++) {
      int from = (int) ((long) count * part / parts);
      int to = (int) ((long) count * (part + 1) / parts);
      helpers[part - 1].give(body, from, to);
    }
    Throwable failed = null;
    try {
      body.accept(0, (int) ((long) count / parts));
    } catch (Throwable e) {
      failed = e;
    }
    // Buffers in use by other threads must not be touched before they are done: no early return.
    for (int part = 1; part < parts; part++) {
      Throwable other = helpers[part - 1].await();
      failed = failed == null ? other : failed;
    }
    // As it is: what a caller sees must not depend on the thread it came from.
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    if (failed instanceof Error error) {
      throw error;
    }
  }

  /** Waits for what the helpers do, and stops them. */
  @Override
  public void close() {
    helped.lock();
    try {
      closed = true;
      for (Helper helper : helpers) {
        helper.close();
      }
    } finally {
      helped.unlock();
    }
  }
}
