package org.calm4j.eval.brier;

import java.util.Arrays;
import org.calm4j.core.rollout.Rollouts;

/** Draws of a model, checked for their number. */
final class DrawnChunks {
  private DrawnChunks() {}

  /** {@code [branches, samples, k]} in one row. */
  static int[] draw(Rollouts rollouts, int[] branches, int samples, int k) {
    int[] ids = rollouts.draw(branches, samples);
    long wanted = (long) branches.length * samples * k;
    if (ids.length != wanted) {
      throw new IllegalStateException(
          "the model gave %d ids where %d branches with %d samples of %d tokens have %d"
              .formatted(ids.length, branches.length, samples, k, wanted));
    }
    return ids;
  }

  /** As many draws for a branch as it counts, one branch after the other, in one call. */
  static int[] draw(Rollouts rollouts, int[] branches, int[] counts, int k) {
    int count = counts[0];
    if (Arrays.stream(counts).allMatch(other -> other == count)) {
      return draw(rollouts, branches, count, k);
    }
    int[] repeated = new int[Arrays.stream(counts).sum()];
    int at = 0;
    for (int i = 0; i < branches.length; i++) {
      Arrays.fill(repeated, at, at + counts[i], branches[i]);
      at += counts[i];
    }
    return draw(rollouts, repeated, 1, k);
  }
}
