package org.calm4j.eval.brier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which draws have equal tokens. */
final class AgreeingDraws {
  private AgreeingDraws() {}

  /**
   * Splits sets of draws by one token; whoever is left alone is dropped.
   *
   * @param sets indices of draws
   * @param chunks {@code [draws, k]}
   * @param position the token's position in its chunk
   * @return the sets of two and more with one token each, in order of first appearance
   */
  static List<int[]> split(List<int[]> sets, int[] chunks, int k, int position) {
    List<int[]> result = new ArrayList<>();
    for (int[] set : sets) {
      Map<Integer, List<Integer>> byToken = new LinkedHashMap<>();
      for (int draw : set) {
        byToken.computeIfAbsent(chunks[draw * k + position], id -> new ArrayList<>(2)).add(draw);
      }
      for (List<Integer> same : byToken.values()) {
        if (same.size() > 1) {
          result.add(same.stream().mapToInt(Integer::intValue).toArray());
        }
      }
    }
    return result;
  }
}
