package org.calm4j.core.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.sampling.CandidateElimination.Choice;

/**
 * A choice with the probabilities of {@link CandidatePool} that mostly looks at few candidates.
 *
 * <p>The pool's weights C(c, n) count the sets of n candidates that agree in a chunk. So a set of n
 * candidates, picked at random, has the chunk to choose as soon as they agree; if they do not,
 * another set is picked. Where the model is sure of what it says the first set decides: n
 * candidates are decoded instead of two hundred. Sets that have not agreed after a while say
 * little: then the whole pool is counted, by {@link CandidateElimination}, and no token is decoded
 * twice.
 *
 * <p>Given the candidates, every chunk has exactly the chance that {@link
 * CandidatePool#probabilities} states: a set that agrees has it by its construction, and giving up
 * depends on nothing but disagreement. {@code AgreeingSetsTest} counts.
 */
public final class AgreeingSets {
  /** Candidates looked at in the first round; every further round looks at twice as many. */
  private static final int CANDIDATES = 8;

  private static final int ROUNDS = 4;

  private AgreeingSets() {}

  /**
   * Chooses among candidates.
   *
   * @param decoder the candidates' vectors, drawn independently; stays the caller's
   * @param draws n, how many draws must agree, at least 1
   * @param random picks the sets, and chooses from the whole pool if it comes to that
   * @return a chunk with the probabilities of {@link CandidatePool}
   * @throws IllegalArgumentException if n is below 1
   */
  public static Choice choose(PositionDecoder decoder, int draws, RandomGenerator random) {
    CandidatePool.requireDraws(draws);
    DecodedOnce once = new DecodedOnce(decoder);
    int candidates = CANDIDATES;
    // Fewer candidates than draws cannot agree: the pool lowers n.
    int rounds = draws <= decoder.chunks() ? ROUNDS : 0;
    for (int round = 0; round < rounds; round++) {
      List<int[]> sets = new ArrayList<>();
      for (int set = 0; set < Math.max(1, candidates / draws); set++) {
        sets.add(pick(draws, decoder.chunks(), random));
      }
      sets = agreeing(once, sets);
      if (!sets.isEmpty()) {
        int winner = sets.get(0)[0];
        int[] chunk =
            IntStream.range(0, once.chunkSize()).map(p -> once.decode(p, winner)[0]).toArray();
        return new Choice(chunk, draws, once.decoded());
      }
      if (once.different(0)) {
        // Nobody seen so far begins like anybody else.
        break;
      }
      candidates *= 2;
    }
    Choice choice = CandidateElimination.choose(once, draws, random.nextDouble());
    return new Choice(choice.chunk(), choice.effectiveDraws(), once.decoded());
  }

  /** Those sets whose members agree in all tokens, in the same order. */
  private static List<int[]> agreeing(DecodedOnce decoder, List<int[]> sets) {
    List<int[]> left = sets;
    for (int position = 0; position < decoder.chunkSize() && !left.isEmpty(); position++) {
      int place = position;
      decoder.decode(place, left.stream().flatMapToInt(IntStream::of).toArray());
      left =
          left.stream()
              .filter(set -> IntStream.of(decoder.decode(place, set)).distinct().count() == 1)
              .toList();
    }
    return left;
  }

  /** Some of the numbers below a bound, every set of them as likely as any other (Floyd). */
  private static int[] pick(int count, int bound, RandomGenerator random) {
    int[] set = new int[count];
    for (int i = 0; i < count; i++) {
      int top = bound - count + i;
      int number = random.nextInt(top + 1);
      boolean taken = IntStream.of(set).limit(i).anyMatch(other -> other == number);
      set[i] = taken ? top : number;
    }
    return set;
  }
}
