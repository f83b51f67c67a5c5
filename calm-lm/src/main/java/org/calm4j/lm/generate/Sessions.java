package org.calm4j.lm.generate;

import java.util.function.BiFunction;
import org.calm4j.lm.session.SessionPool;

/**
 * Lends sessions for a number of texts of some length. Thread-safe.
 *
 * @param <H> the kind of head
 */
final class Sessions<H extends StepHead> implements AutoCloseable {
  private final int most;
  private final Maker<H> maker;
  private final SessionPool<Session<H>> pool = new SessionPool<>(Session::close);

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
  <T> T use(int rows, int positions, BiFunction<SessionStates, H, T> body) {
    Session<H> session =
        pool.borrow(
            one -> one.fits(rows, positions),
            () -> maker.make(rows, SessionPool.capacity(positions, most)));
    try {
      session.states().reset();
      return body.apply(session.states(), session.head());
    } finally {
      pool.giveBack(session);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
