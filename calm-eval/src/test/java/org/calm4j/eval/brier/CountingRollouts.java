package org.calm4j.eval.brier;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.rollout.Rollouts;

/** Draws chunks of one id each, counting through a few ids, and notes what it is asked. */
final class CountingRollouts implements Rollouts {
  private final int k;
  private final int places;
  private final int ids;
  private int branches;
  private int next;

  /** Chunks of each draw, branches of each extension. */
  final List<Integer> draws = new ArrayList<>();

  final List<Integer> extensions = new ArrayList<>();

  CountingRollouts(int k, int places, int ids) {
    this.k = k;
    this.places = places;
    this.branches = places;
    this.ids = ids;
  }

  @Override
  public int places() {
    return places;
  }

  @Override
  public int[] draw(int[] of, int samples) {
    int[] result = new int[of.length * samples * k];
    for (int i = 0; i < result.length; i++) {
      result[i] = (next + i / k) % ids;
    }
    next += of.length * samples;
    draws.add(of.length * samples);
    return result;
  }

  @Override
  public int[] extend(int[] of, int[] chunks) {
    extensions.add(of.length);
    int[] longer = new int[of.length];
    for (int i = 0; i < longer.length; i++) {
      longer[i] = branches++;
    }
    return longer;
  }

  @Override
  public void close() {}
}
