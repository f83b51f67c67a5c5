package org.calm4j.eval.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A longest common subsequence of two lists by the greedy algorithm of E. Myers, "An O(ND)
 * difference algorithm and its variations", Algorithmica 1 (1986), figure 2. Memory and time grow
 * with the square of the changes, which are bounded.
 */
final class Alignment {
  /** Removed and added elements up to which an alignment is looked for. */
  static final int MAX_CHANGES = 1000;

  private Alignment() {}

  /** A run of equal elements: where it begins in both lists, and how long it is. */
  record Match(int from, int to, int length) {}

  /** Runs of equal elements in order; between two of them at least one list holds more. */
  static List<Match> of(List<String> from, List<String> to) {
    int shorter = Math.min(from.size(), to.size());
    int head = 0;
    while (head < shorter && from.get(head).equals(to.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
      tail++;
    }
    List<Match> matches = new ArrayList<>();
    append(matches, new Match(0, 0, head));
    for (Match match :
        middle(from.subList(head, from.size() - tail), to.subList(head, to.size() - tail))) {
      append(matches, new Match(match.from() + head, match.to() + head, match.length()));
    }
    append(matches, new Match(from.size() - tail, to.size() - tail, tail));
    return matches;
  }

  /** On diagonal k = x - y, {@code furthest[k + offset]} is the largest x within d changes. */
  private static List<Match> middle(List<String> from, List<String> to) {
    int n = from.size();
    int m = to.size();
    int limit = Math.min(MAX_CHANGES, n + m);
    int offset = limit + 1;
    int[] furthest = new int[2 * limit + 3];
    List<int[]> rounds = new ArrayList<>();
    for (int d = 0; d <= limit; d++) {
      // What the backward walk needs of the round before: diagonals -d to d.
      rounds.add(Arrays.copyOfRange(furthest, offset - d, offset + d + 1));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && furthest[offset + k - 1] < furthest[offset + k + 1]);
        int x = down ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
        int y = x - k;
        while (x < n && y < m && from.get(x).equals(to.get(y))) {
          x++;
          y++;
        }
        furthest[offset + k] = x;
        if (x >= n && y >= m) {
          return walkBack(rounds, d, n, m);
        }
      }
    }
    return List.of();
  }

  private static List<Match> walkBack(List<int[]> rounds, int changes, int n, int m) {
    Deque<Match> matches = new ArrayDeque<>();
    int x = n;
    int y = m;
    for (int d = changes; d > 0; d--) {
      int[] before = rounds.get(d);
      int k = x - y;
      boolean down = k == -d || (k != d && before[d + k - 1] < before[d + k + 1]);
      int startX = down ? before[d + k + 1] : before[d + k - 1] + 1;
      prepend(matches, startX, startX - k, x - startX);
      x = down ? startX : startX - 1;
      y = down ? startX - k - 1 : startX - k;
    }
    prepend(matches, 0, 0, x);
    return new ArrayList<>(matches);
  }

  private static void prepend(Deque<Match> matches, int from, int to, int length) {
    if (length > 0) {
      matches.addFirst(new Match(from, to, length));
    }
  }

  /** Joins a run to the one before where nothing lies between. */
  private static void append(List<Match> matches, Match next) {
    if (next.length() == 0) {
      return;
    }
    Match last = matches.isEmpty() ? null : matches.get(matches.size() - 1);
    if (last != null
        && last.from() + last.length() == next.from()
        && last.to() + last.length() == next.to()) {
      matches.set(
          matches.size() - 1, new Match(last.from(), last.to(), last.length() + next.length()));
    } else {
      matches.add(next);
    }
  }
}
