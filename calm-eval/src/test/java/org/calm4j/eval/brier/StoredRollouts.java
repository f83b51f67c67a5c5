package org.calm4j.eval.brier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.rollout.Rollouts;

/** Two draws for every context, written down beforehand. */
final class StoredRollouts implements Rollouts {
  private final int k;
  private final int places;

  /** Where a branch stands: the place it started from, and how many chunks it went on. */
  private final List<Context> branches = new ArrayList<>();

  private final Map<Context, int[][]> draws = new HashMap<>();

  /** A place and chunks behind it. */
  record Context(int start, int steps) {}

  StoredRollouts(int k, int places) {
    this.k = k;
    this.places = places;
    for (int place = 0; place < places; place++) {
      branches.add(new Context(place, 0));
    }
  }

  void put(Context context, int[] first, int[] second) {
    draws.put(context, new int[][] {first, second});
  }

  @Override
  public int places() {
    return places;
  }

  @Override
  public int[] draw(int[] of, int samples) {
    int[] ids = new int[of.length * 2 * k];
    for (int i = 0; i < of.length; i++) {
      int[][] two = draws.get(branches.get(of[i]));
      System.arraycopy(two[0], 0, ids, 2 * i * k, k);
      System.arraycopy(two[1], 0, ids, (2 * i + 1) * k, k);
    }
    return samples == 2 ? ids : new int[0];
  }

  @Override
  public int[] extend(int[] of, int[] chunks) {
    int[] longer = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      Context context = branches.get(of[i]);
      for (int n = 0; n < k; n++) {
        if (chunks[i * k + n] != draws.get(context)[0][n]) {
          throw new IllegalArgumentException(
              context + " goes on with something else than sample 1");
        }
      }
      branches.add(new Context(context.start, context.steps + 1));
      longer[i] = branches.size() - 1;
    }
    return longer;
  }

  @Override
  public void close() {}
}
