package org.calm4j.lm.rollout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.IntFunction;

/**
 * Sessions for opened texts: one that nobody uses and that is large enough, or a new one. A few
 * stay for the next text, since graphs, plans and memory take time to make. Thread-safe.
 *
 * @param <S> what a session computes with
 */
final class IdleSessions<S extends RolloutSession> implements AutoCloseable {
  private static final int IDLE = 4;
  private static final int SMALLEST = 64;

  private final int positions;
  private final IntFunction<S> maker;
  private final Deque<S> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param positions places that a text may have at most
   * @param maker makes a session for texts of so many places
   */
  IdleSessions(int positions, IntFunction<S> maker) {
    this.positions = positions;
    this.maker = maker;
  }

  /** A session for a text of so many places. */
  S borrow(int places) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the language model is closed");
      }
      for (Iterator<S> each = idle.iterator(); each.hasNext(); ) {
        S session = each.next();
        if (session.states().capacity() >= places) {
          each.remove();
          return session;
        }
      }
    }
    return maker.apply(Math.min(positions, Math.max(SMALLEST, Buckets.powerOfTwo(places))));
  }

  /** Takes a session back. */
  void giveBack(S session) {
    S surplus = session;
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
    idle.forEach(RolloutSession::close);
    idle.clear();
  }
}
