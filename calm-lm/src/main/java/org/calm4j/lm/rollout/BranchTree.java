package org.calm4j.lm.rollout;

import java.util.Arrays;

/**
 * The branches of a text: where each leaves it, how far it has gone, and what it sees. Branches 0
 * to places - 1 are the text's own beginnings; every other has a slot, in the order they were made.
 * Used by one thread.
 */
final class BranchTree {
  private int places;
  private int count;
  private int[] place = new int[64];
  private int[] depth = new int[64];
  private int[] parent = new int[64];

  /** First position that a branch sees; positions of a branch go on behind its place. */
  private int[] first = new int[64];

  /**
   * Forgets everything and begins with a text.
   *
   * @param starts first position that each place sees
   */
  void reset(int... starts) {
    count = 0;
    for (int start : starts) {
      append(count, 0, -1, start);
    }
    places = count;
  }

  /**
   * A branch one chunk longer than another.
   *
   * @param from the other
   * @param begins whether its chunk begins a document, so that it sees nothing before
   * @return the new branch
   */
  int add(int from, boolean begins) {
    int position = position(from) + 1;
    return append(place[from], depth[from] + 1, from, begins ? position : first[from]);
  }

  private int append(int at, int far, int from, int seen) {
    if (count == place.length) {
      place = Arrays.copyOf(place, 2 * count);
      depth = Arrays.copyOf(depth, 2 * count);
      parent = Arrays.copyOf(parent, 2 * count);
      first = Arrays.copyOf(first, 2 * count);
    }
    place[count] = at;
    depth[count] = far;
    parent[count] = from;
    first[count] = seen;
    return count++;
  }

  int places() {
    return places;
  }

  int count() {
    return count;
  }

  /** The place of the text that a branch goes on from. */
  int place(int branch) {
    return place[branch];
  }

  /** Chunks of a branch behind its place. */
  int depth(int branch) {
    return depth[branch];
  }

  /** Position of a branch's last chunk. */
  int position(int branch) {
    return place[branch] + depth[branch];
  }

  /** Slot of a branch that is not the text's own. */
  int slot(int branch) {
    return branch - places;
  }

  /** First position of the text that a branch sees; its end if it sees none. */
  int textStart(int branch) {
    return Math.min(first[branch], textEnd(branch));
  }

  /** Position of the text after the last that a branch sees. */
  int textEnd(int branch) {
    return place[branch] + 1;
  }

  /**
   * Writes the slots of what a branch sees between the text and itself, then -1.
   *
   * @param target where to
   * @param at first element
   * @param width number of elements, at least the branch's depth - 1
   */
  void ancestors(int branch, int[] target, int at, int width) {
    Arrays.fill(target, at, at + width, -1);
    int seen = parent[branch];
    for (int i = at; seen >= places && position(seen) >= first[branch]; i++) {
      target[i] = slot(seen);
      seen = parent[seen];
    }
  }

  /** Refuses numbers that are no branches. */
  void require(int... branches) {
    for (int branch : branches) {
      if (branch < 0 || branch >= count) {
        throw new IllegalArgumentException(
            "there is no branch %d: the text has %d places, and %d branches were made of them"
                .formatted(branch, places, count - places));
      }
    }
  }
}
