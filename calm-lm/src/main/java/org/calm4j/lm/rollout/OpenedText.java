package org.calm4j.lm.rollout;

import org.calm4j.core.rollout.Rollouts;

/**
 * A text in a session: places and branches. Used by one thread.
 *
 * @param <S> what the session computes with
 */
abstract class OpenedText<S extends RolloutSession> implements Rollouts {
  private final Opening<S> model;
  private final S session;
  private boolean closed;

  OpenedText(Opening<S> model, S session) {
    this.model = model;
    this.session = session;
  }

  /** The session, while the text is open. */
  final S session() {
    if (closed) {
      throw new IllegalStateException("the roll-outs are closed: open the text again");
    }
    return session;
  }

  /** The session, for contexts that must be branches. */
  final S session(int... branches) {
    session().states().tree().require(branches);
    return session;
  }

  static void requireSamples(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, got " + samples);
    }
  }

  @Override
  public final int places() {
    return session().states().tree().places();
  }

  @Override
  public final int[] extend(int[] branches, int[] chunks) {
    BranchTree tree = session(branches).states().tree();
    if (chunks.length != branches.length * model.chunkSize()) {
      throw new IllegalArgumentException(
          "%d branches need a chunk of %d ids each, got %d ids"
              .formatted(branches.length, model.chunkSize(), chunks.length));
    }
    model.requireIds(chunks);
    for (int branch : branches) {
      if (tree.position(branch) + 1 >= model.positions()) {
        throw new IllegalArgumentException(
            "a branch of %d chunks fills the context of %d positions: open a shorter text"
                .formatted(tree.position(branch) + 1, model.positions()));
      }
    }
    return session.states().extend(branches, chunks);
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      model.sessions().giveBack(session);
    }
  }
}
