package org.calm4j.core.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.sampling.CandidateElimination.Choice;

/**
 * A choice with the probabilities of {@link CandidatePool}, the batch approximation (paper section
 * 5, algorithm 2), that may look at a few candidates only. Stateless.
 *
 * <p>The pool's weights C(c, n) count the sets of n candidates that agree in a chunk. So a set of n
 * candidates, picked at random, has the chunk to choose as soon as they agree. Where the model is
 * sure of what it says one of the first sets decides: at T = 1/2 eight candidates are decoded
 * instead of two hundred. If none of these agrees, the whole pool is counted, by {@link
 * CandidateElimination}; no token is decoded twice.
 *
 * <p>Given the candidates, every chunk has exactly the chance that {@link
 * CandidatePool#probabilities} states: each set is picked independently of the others, so that they
 * failed tells nothing about the one that agrees, nor about the choice from the pool. {@code
 * AgreeingSetsTest} counts.
 */
public final class AgreeingSets {
  /** Sets that are tried, unless they are large. */
  private static final int SETS = 4;

  /** Candidates that several sets may have together. */
  private static final int MOST = 32;

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
    // Fewer candidates than draws cannot agree: the pool lowers n.
    if (draws <= decoder.chunks()) {
      List<int[]> sets = new ArrayList<>();
      for (int set = 0; set < sets(draws); set++) {
        sets.add(pick(draws, decoder.chunks(), random));
      }
      sets = agreeing(once, sets);
      if (!sets.isEmpty()) {
        int winner = sets.get(0)[0];
        int[] chunk =
            IntStream.range(0, once.chunkSize()).map(p -> once.decode(p, winner)[0]).toArray();
        return new Choice(chunk, draws, once.decoded(), 1);
      }
    }
    Choice choice = CandidateElimination.choose(once, draws, random.nextDouble());
    return new Choice(choice.chunk(), choice.effectiveDraws(), once.decoded(), choice.agreement());
  }

  /** How many sets are tried. */
  private static int sets(int draws) {
    return draws == 1 ? 1 : Math.max(1, Math.min(SETS, MOST / draws));
  }

  /**
   * How many candidates are looked at before all of them.
   *
   * @param draws n, how many draws must agree, at least 1
   * @return at most so many
   */
  public static int firstCandidates(int draws) {
    return draws * sets(draws);
  }

  /**
   * The chance that a try is enough.
   *
   * @param draws n, how many draws must agree, at least 1
   * @param agreement the chance that a set agrees, see {@link Choice#agreement}
   * @return in [0, 1]
   */
  public static double success(int draws, double agreement) {
    return 1 - Math.pow(1 - agreement, sets(draws));
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
