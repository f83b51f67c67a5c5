package org.calm4j.lm.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sessions for callers: one that nobody uses and that fits, or a new one. A few stay for the next
 * caller, since graphs, plans and memory take time to make. Thread-safe; a session belongs to who
 * borrowed it.
 *
 * @param <S> the kind of session
 */
public final class SessionPool<S> implements AutoCloseable {
  private static final int IDLE = 4;
  private static final int SMALLEST = 64;

  private final Consumer<S> closing;
  private final Deque<S> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * No sessions yet.
   *
   * @param closing frees a session
   */
  public SessionPool(Consumer<S> closing) {
    this.closing = closing;
  }

  /**
   * Room for a session that others may use, too.
   *
   * @param needed positions that are needed, at least 1
   * @param most positions of the model's context
   * @return a power of two from 64 on, or all there are
   */
  public static int capacity(int needed, int most) {
    return Math.min(most, Math.max(SMALLEST, Integer.highestOneBit(2 * needed - 1)));
  }

  /**
   * A session nobody else uses until it is given back.
   *
   * @param fits whether one is large enough
   * @param maker makes one if none is
   * @return the session, as its last user left it
   * @throws IllegalStateException if the pool is closed
   */
  public S borrow(Predicate<S> fits, Supplier<S> maker) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the language model is closed");
      }
      for (Iterator<S> each = idle.iterator(); each.hasNext(); ) {
        S session = each.next();
        if (fits.test(session)) {
          each.remove();
          return session;
        }
      }
    }
    return maker.get();
  }

  /**
   * Takes a session back, or frees it if enough are there or the pool is closed.
   *
   * @param session one that was borrowed
   */
  public void giveBack(S session) {
    S surplus = session;
    synchronized (this) {
      if (!closed) {
        idle.addFirst(session);
        surplus = idle.size() > IDLE ? idle.removeLast() : null;
      }
    }
    if (surplus != null) {
      closing.accept(surplus);
    }
  }

  /** Frees the sessions nobody uses; the others are freed when they are given back. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(closing);
    idle.clear();
  }
}
