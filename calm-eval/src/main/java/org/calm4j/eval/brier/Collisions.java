package org.calm4j.eval.brier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.core.rollout.Rollouts;
import org.jspecify.annotations.Nullable;

/**
 * How probable it is that two roll-outs agree in their first n tokens: the share of pairs of N
 * roll-outs that do. Roll-outs that agree so far share a branch and make a <em>group</em>; those
 * that nobody agrees with are not followed. With N = 2 it is the published rule: go on along sample
 * 1 with two new draws as long as the two have agreed.
 */
final class Collisions {
  private final Rollouts rollouts;
  private final int k;
  private final int samples;
  private final double[][] collision;

  /** Roll-outs of one start that agree so far, and the context that they share. */
  private record Group(int start, int branch, int size) {}

  private Collisions(Rollouts rollouts, int k, int starts, int samples) {
    this.rollouts = rollouts;
    this.k = k;
    this.samples = samples;
    this.collision = new double[starts][BrierTerms.ORDERS];
  }

  /**
   * Counts agreement of draws.
   *
   * @param draws {@code [starts, samples, k]}, the first chunk of every roll-out
   * @return {@code [starts][4]}
   */
  static double[][] drawn(Rollouts rollouts, int k, int[] starts, int samples, int[] draws) {
    return new Collisions(rollouts, k, starts.length, samples).run(starts, draws, null);
  }

  /** The same over tokens whose probabilities are known: the last of n tokens is not drawn. */
  static double[][] exact(ExactRollouts rollouts, int[] starts, int samples, int[] draws) {
    return new Collisions(rollouts, 1, starts.length, samples).run(starts, draws, rollouts);
  }

  private double[][] run(int[] starts, int[] draws, @Nullable ExactRollouts exact) {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      groups.add(new Group(i, starts[i], samples));
    }
    int[] chunks = draws;
    for (int tokens = 0; ; tokens += k) {
      if (exact != null) {
        addProbabilities(groups, tokens, exact);
      }
      boolean last = tokens + k >= BrierTerms.ORDERS;
      if (last && exact != null) {
        return collision;
      }
      List<Group> agreeing = new ArrayList<>();
      List<int[]> shared = new ArrayList<>();
      split(groups, chunks, tokens, exact == null, agreeing, shared);
      if (last || agreeing.isEmpty()) {
        return collision;
      }
      groups = extend(agreeing, shared);
      boolean beforeLast = tokens + 2 * k >= BrierTerms.ORDERS;
      if (exact == null || !beforeLast) {
        chunks = DrawnChunks.draw(rollouts, branches(groups), sizes(groups), k);
      }
    }
  }

  /** A group's pairs have agreed for certain in what lies behind, and agree next with this. */
  private void addProbabilities(List<Group> groups, int n, ExactRollouts exact) {
    double[] agree = exact.collisions(branches(groups));
    for (int i = 0; i < agree.length; i++) {
      collision[groups.get(i).start][n] += pairs(groups.get(i).size) * agree[i];
    }
  }

  /**
   * Splits every group by its members' next chunks, token by token.
   *
   * @param counted whether agreement counts, or only decides who goes on
   * @param agreeing receives the new groups of two and more, with the branch they had
   * @param shared receives the chunk that each of these agrees in
   */
  private void split(
      List<Group> groups,
      int[] chunks,
      int tokens,
      boolean counted,
      List<Group> agreeing,
      List<int[]> shared) {
    int width = Math.min(k, BrierTerms.ORDERS - tokens);
    int first = 0;
    for (Group group : groups) {
      List<int[]> parts = List.of(members(first, group.size));
      for (int n = 0; n < width; n++) {
        parts = AgreeingDraws.split(parts, chunks, k, n);
        if (counted) {
          for (int[] part : parts) {
            collision[group.start][tokens + n] += pairs(part.length);
          }
        }
      }
      for (int[] part : parts) {
        agreeing.add(new Group(group.start, group.branch, part.length));
        shared.add(Arrays.copyOfRange(chunks, part[0] * k, (part[0] + 1) * k));
      }
      first += group.size;
    }
  }

  private static int[] members(int first, int size) {
    int[] members = new int[size];
    Arrays.setAll(members, i -> first + i);
    return members;
  }

  private List<Group> extend(List<Group> groups, List<int[]> shared) {
    int[] chunks = shared.stream().flatMapToInt(Arrays::stream).toArray();
    int[] longer = rollouts.extend(branches(groups), chunks);
    List<Group> result = new ArrayList<>();
    for (int i = 0; i < longer.length; i++) {
      result.add(new Group(groups.get(i).start, longer[i], groups.get(i).size));
    }
    return result;
  }

  /** The share of all pairs that lie within a group. */
  private double pairs(int size) {
    return size * (size - 1.0) / (samples * (samples - 1.0));
  }

  private static int[] branches(List<Group> groups) {
    return groups.stream().mapToInt(Group::branch).toArray();
  }

  private static int[] sizes(List<Group> groups) {
    return groups.stream().mapToInt(Group::size).toArray();
  }
}
