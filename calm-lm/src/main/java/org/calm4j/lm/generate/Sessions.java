package org.calm4j.lm.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiFunction;

/**
 * Sessions for callers: one that nobody uses and that is large enough, or a new one. A few stay for
 * the next caller, since a graph and its plans take time to make. Thread-safe.
 *
 * @param <H> the kind of head
 */
final class Sessions<H extends StepHead> implements AutoCloseable {
  private static final int IDLE = 4;
  private static final int SMALLEST = 64;

  private final int most;
  private final Maker<H> maker;
  private final Deque<Session<H>> idle = new ArrayDeque<>();
  private boolean closed;

  /** Makes a session. */
  @FunctionalInterface
  interface Maker<H extends StepHead> {
    /**
     * Makes a session with empty texts.
     *
     * @param rows number of texts
     * @param capacity positions each of them may have
     */
    Session<H> make(int rows, int capacity);
  }

  /**
   * No sessions yet.
   *
   * @param most positions of the model's context
   * @param maker makes sessions
   */
  Sessions(int most, Maker<H> maker) {
    this.most = most;
    this.maker = maker;
  }

  /**
   * Does something with a session nobody else uses meanwhile.
   *
   * @param rows number of texts, empty at first
   * @param positions each of them may have
   * @param body what to do with states and head
   * @param <T> what it gives
   * @return what the body gives
   */
  <T> T use(int rows, int positions, BiFunction<CachedStates, H, T> body) {
    Session<H> session = borrow(rows, positions);
    try {
      return body.apply(session.states(), session.head());
    } finally {
      giveBack(session);
    }
  }

  private Session<H> borrow(int rows, int positions) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the language model is closed");
      }
      for (Iterator<Session<H>> each = idle.iterator(); each.hasNext(); ) {
        Session<H> session = each.next();
        if (session.fits(rows, positions)) {
          each.remove();
          session.states().reset();
          return session;
        }
      }
    }
    int rounded = Math.max(SMALLEST, Integer.highestOneBit(2 * positions - 1));
    return maker.make(rows, Math.min(most, rounded));
  }

  private void giveBack(Session<H> session) {
    Session<H> surplus = session;
    synchronized (this) {
      if (!closed) {
        idle.addFirst(session);
        surplus = idle.size() > IDLE ? idle.removeLast() : null;
      }
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Session::close);
    idle.clear();
  }
}
