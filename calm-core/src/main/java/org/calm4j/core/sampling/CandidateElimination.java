package org.calm4j.core.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.PositionDecoder;

/**
 * The choice of {@link CandidatePool}, with fewer tokens decoded.
 *
 * <p>A chunk can win only if n candidates share it, so its every prefix is shared by n too: after
 * each position the candidates whose prefix is rarer are left alone. If nobody is left, n is
 * lowered until somebody may win, and decoding goes on where it stopped; no token is decoded twice.
 * A candidate whose prefix nobody shares is unlike all others, whatever follows: if everybody may
 * win (n = 1), only the one that does is decoded to its end. Checked against the whole pool by
 * {@code CandidateEliminationTest}.
 */
public final class CandidateElimination {
  private final PositionDecoder decoder;
  private final int[][] tokens;

  /** Candidates that agree in all tokens decoded so far. Groups are in order of appearance. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares groups
  private record Group(int decoded, int[] members) {}

  private List<Group> groups;
  private int tokensDecoded;

  private CandidateElimination(PositionDecoder decoder) {
    this.decoder = decoder;
    this.tokens = new int[decoder.chunks()][decoder.chunkSize()];
    for (int member = 0; member < tokens.length; member++) {
      Arrays.fill(tokens[member], unknown(member));
    }
    this.groups = List.of(new Group(0, IntStream.range(0, tokens.length).toArray()));
  }

  /**
   * The chosen chunk.
   *
   * @param chunk its K ids
   * @param effectiveDraws the n that was used, after lowering
   * @param tokensDecoded number of tokens that were decoded; the whole pool has candidates times K
   * @param agreement how many sets of as many candidates as draws were asked for agree in a chunk,
   *     as a part of all such sets; 1 if the first that were looked at did
   */
  @SuppressWarnings("ArrayRecordComponent") // a result to take apart, nobody compares it
  public record Choice(int[] chunk, int effectiveDraws, int tokensDecoded, double agreement) {}

  /**
   * Chooses among candidates.
   *
   * @param decoder the candidates' vectors, in drawing order; stays the caller's
   * @param draws n, how many draws must agree, at least 1
   * @param u an even random number in [0, 1)
   * @return the chunk that {@link CandidatePool#choose} gives for the decoded pool
   * @throws IllegalArgumentException if n is below 1 or u outside
   */
  public static Choice choose(PositionDecoder decoder, int draws, double u) {
    CandidatePool.requireDraws(draws);
    CandidatePool.requireUnit(u);
    return new CandidateElimination(decoder).choose(draws, u);
  }

  /**
   * Chooses among candidates.
   *
   * @param decoder the candidates' vectors, in drawing order; stays the caller's
   * @param temperature 1/n
   * @param u an even random number in [0, 1)
   * @return the chunk that {@link CandidatePool#choose} gives for the decoded pool
   * @throws IllegalArgumentException if the temperature is not 1/n or u outside
   */
  public static Choice choose(PositionDecoder decoder, Temperature temperature, double u) {
    return choose(decoder, temperature.requireReciprocal(), u);
  }

  private Choice choose(int draws, double u) {
    int k = decoder.chunkSize();
    int n = draws;
    while (true) {
      for (int position = 0; position < k; position++) {
        decode(position, n);
      }
      // Every group of n and more is decoded to its end now.
      int largest = groups.stream().mapToInt(group -> group.members.length).max().orElseThrow();
      if (largest >= n) {
        CandidatePool pool = CandidatePool.of(winners(n), n);
        int[] chunk = complete(pool.chunk(pool.choose(u)));
        double agreement = n == draws ? pool.agreement(tokens.length) : 0;
        return new Choice(chunk, n, tokensDecoded, agreement);
      }
      n = largest;
    }
  }

  /** Stands for a token that is not decoded: no two candidates have the same. */
  private static int unknown(int member) {
    return -1 - member;
  }

  /** Decodes the rest of a chunk that was unlike all others before its end. */
  private int[] complete(int[] chosen) {
    int[] chunk = chosen.clone();
    for (int position = 0; position < chunk.length; position++) {
      if (chunk[position] < 0) {
        chunk[position] = decoder.decode(position, unknown(chunk[position]))[0];
        tokensDecoded++;
      }
    }
    return chunk;
  }

  /** Whether a group may win and is not known to its end, as far as that matters. */
  private static boolean open(Group group, int position, int n) {
    int members = group.members.length;
    return group.decoded == position && members >= n && members > 1;
  }

  /** Decodes a position for every group of at least n that is decoded up to there. */
  private void decode(int position, int n) {
    int[] alive =
        groups.stream()
            .filter(group -> open(group, position, n))
            .flatMapToInt(group -> Arrays.stream(group.members))
            .toArray();
    if (alive.length == 0) {
      return;
    }
    int[] ids = decoder.decode(position, alive);
    for (int i = 0; i < alive.length; i++) {
      tokens[alive[i]][position] = ids[i];
    }
    tokensDecoded += alive.length;
    List<Group> next = new ArrayList<>();
    for (Group group : groups) {
      if (open(group, position, n)) {
        next.addAll(split(group, position));
      } else {
        next.add(group);
      }
    }
    groups = next;
  }

  private Collection<Group> split(Group group, int position) {
    Map<Integer, List<Integer>> byToken = new LinkedHashMap<>();
    for (int member : group.members) {
      byToken.computeIfAbsent(tokens[member][position], id -> new ArrayList<>()).add(member);
    }
    return byToken.values().stream()
        .map(
            members ->
                new Group(position + 1, members.stream().mapToInt(Integer::intValue).toArray()))
        .toList();
  }

  /** The candidates that are shared by n or more, in drawing order. */
  private int[][] winners(int n) {
    return groups.stream()
        .filter(group -> group.members.length >= n)
        .flatMapToInt(group -> Arrays.stream(group.members))
        .sorted()
        .mapToObj(member -> tokens[member])
        .toArray(int[][]::new);
  }
}
