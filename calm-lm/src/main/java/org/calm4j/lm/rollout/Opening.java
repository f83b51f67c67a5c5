package org.calm4j.lm.rollout;

import java.util.function.IntFunction;
import org.calm4j.lm.session.SessionPool;

/**
 * What a model takes for a text, and its sessions. Thread-safe.
 *
 * @param chunkSize tokens per chunk, K
 * @param positions chunks of the longest context
 * @param vocabulary number of ids
 * @param padId the id that fills chunks up
 * @param maker makes a session for texts of so many places
 * @param sessions who computes
 * @param <S> what a session computes with
 */
record Opening<S extends RolloutSession>(
    int chunkSize,
    int positions,
    int vocabulary,
    int padId,
    IntFunction<S> maker,
    SessionPool<S> sessions)
    implements AutoCloseable {

  static <S extends RolloutSession> Opening<S> of(
      int chunkSize, int positions, int vocabulary, int padId, IntFunction<S> maker) {
    return new Opening<>(
        chunkSize, positions, vocabulary, padId, maker, new SessionPool<>(RolloutSession::close));
  }

  /** A session with a text in it, to be given back. */
  S open(int... text) {
    int places = text.length / chunkSize;
    if (text.length == 0 || text.length % chunkSize != 0) {
      throw new IllegalArgumentException(
          "a text must be one or more whole chunks of %d ids, got %d ids: cut it or pad it"
              .formatted(chunkSize, text.length));
    }
    if (places > positions) {
      throw new IllegalArgumentException(
          "a text of %d tokens does not fit the context of %d: score it in parts"
              .formatted(text.length, (long) positions * chunkSize));
    }
    requireIds(text);
    S session =
        sessions.borrow(
            one -> one.states().capacity() >= places,
            () -> maker.apply(SessionPool.capacity(places, positions)));
    try {
      session.open(text);
      return session;
    } catch (RuntimeException | Error e) {
      sessions.giveBack(session);
      throw e;
    }
  }

  void requireIds(int... ids) {
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw new IllegalArgumentException(
            "the id %d lies outside the vocabulary of %d".formatted(id, vocabulary));
      }
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
