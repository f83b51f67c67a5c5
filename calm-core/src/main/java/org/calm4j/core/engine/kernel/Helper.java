package org.calm4j.core.engine.kernel;

import java.util.concurrent.locks.LockSupport;
import org.calm4j.core.engine.kernel.Workers.RangeBody;
import org.jspecify.annotations.Nullable;

/**
 * A thread of {@link Workers} that gets one range after the other. Both sides look for the other's
 * signal for a while before they sleep.
 *
 * <p>The state goes IDLE, GIVEN, DONE and back to IDLE; who finds its turn in it owns the fields.
 */
final class Helper {
  /** How long to look before sleeping, in nanoseconds. */
  static final long PATIENCE = 50_000;

  private static final int IDLE = 0;
  private static final int GIVEN = 1;
  private static final int DONE = 2;

  /** In place of a range that is done, so that what it refers to can go. */
  private static final RangeBody NOTHING = (from, to) -> {};

  private final Thread thread;
  private volatile int state = IDLE;
  private volatile boolean asleep;
  private volatile boolean closed;
  private volatile @Nullable Thread waiting;
  private RangeBody body = NOTHING;
  private @Nullable Throwable failure;
  private int from;
  private int to;

  Helper() {
    thread = new Thread(this::work, "calm-kernel");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Hands a range over; only after the last one was awaited. */
  void give(RangeBody body, int from, int to) {
    this.body = body;
    this.from = from;
    this.to = to;
    state = GIVEN;
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Waits for the range; returns what was thrown in it. An interrupt stays for the caller. */
  @Nullable Throwable await() {
    boolean interrupted = false;
    long until = System.nanoTime() + PATIENCE;
    while (state == GIVEN) {
      if (System.nanoTime() < until) {
        Thread.onSpinWait();
        continue;
      }
      waiting = Thread.currentThread();
      if (state == GIVEN) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure;
    failure = null;
    body = NOTHING;
    state = IDLE;
    return thrown;
  }

  private void work() {
    while (awaitWork()) {
      try {
        body.accept(from, to);
      } catch (Throwable e) {
        failure = e;
      }
      state = DONE;
      Thread caller = waiting;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }
  }

  /** Whether there is work; false at the end. */
  private boolean awaitWork() {
    long until = System.nanoTime() + PATIENCE;
    while (true) {
      if (state == GIVEN) {
        return true;
      }
      if (closed) {
        return false;
      }
      if (System.nanoTime() < until) {
        Thread.onSpinWait();
        continue;
      }
      asleep = true;
      if (state != GIVEN && !closed) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
