package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.chunk.PositionDecoder;

/**
 * Which candidates begin with given tokens; decoded only as far as that takes.
 *
 * @param matching indices of the candidates that do, in drawing order
 * @param closest of all candidates the first that agrees with most of the tokens from the beginning
 *     on
 */
record PrefixMatch(List<Integer> matching, int closest) {

  static PrefixMatch of(PositionDecoder candidates, int... prefix) {
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < candidates.chunks(); i++) {
      alive.add(i);
    }
    int closest = 0;
    for (int position = 0; position < prefix.length && !alive.isEmpty(); position++) {
      closest = alive.get(0);
      int[] indices = alive.stream().mapToInt(i -> i).toArray();
      int[] tokens = candidates.decode(position, indices);
      alive.clear();
      for (int i = 0; i < indices.length; i++) {
        if (tokens[i] == prefix[position]) {
          alive.add(indices[i]);
        }
      }
    }
    return new PrefixMatch(alive, alive.isEmpty() ? closest : alive.get(0));
  }

  int[] indices() {
    return matching.stream().mapToInt(i -> i).toArray();
  }
}
