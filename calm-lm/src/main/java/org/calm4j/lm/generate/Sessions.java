package org.calm4j.lm.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.lm.CalmConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sessions for callers: one that nobody uses and that is large enough, or a new one. A few stay for
 * the next caller, since a graph and its plans take time to make. Thread-safe.
 */
final class Sessions implements AutoCloseable {
  private static final int IDLE = 4;
  private static final int SMALLEST = 64;

  private final CalmConfig config;
  private final Map<String, INDArray> weights;
  private final Engine engine;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Sessions(CalmConfig config, Map<String, INDArray> weights, Engine engine) {
    this.config = config;
    this.weights = weights;
    this.engine = engine;
  }

  /** A session with empty texts for so many positions. */
  Session borrow(int rows, int positions) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the language model is closed");
      }
      for (Iterator<Session> each = idle.iterator(); each.hasNext(); ) {
        Session session = each.next();
        if (session.fits(rows, positions)) {
          each.remove();
          session.states().reset();
          return session;
        }
      }
    }
    int most = config.backbone().maxPositionEmbeddings();
    int rounded = Math.max(SMALLEST, Integer.highestOneBit(2 * positions - 1));
    return Session.of(config, weights, engine, rows, Math.min(most, rounded));
  }

  /** Takes a session back. */
  void giveBack(Session session) {
    Session surplus = session;
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
