package org.calm4j.core.sampling;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses from a pool of candidates at temperature T = 1/n: the batch approximation (paper section
 * 5, algorithm 2).
 *
 * <p>n draws agree in a chunk that the pool holds c times in C(c, n) ways, the binomial
 * coefficient: so many are its weight. If no chunk is there n times, n is lowered by one until one
 * is; at n = 1 a chunk is chosen by its frequency. As the pool grows the choice approaches P^n, a
 * small pool comes near it only. Immutable. Checked by {@code CandidatePoolTest} against the golden
 * {@code temp_pool}.
 */
public final class CandidatePool {
  private final List<int[]> distinct;
  private final int[] counts;
  private final int effectiveDraws;
  private final List<BigInteger> weights;
  private final BigInteger total;

  private CandidatePool(List<int[]> distinct, int[] counts, int draws) {
    this.distinct = distinct;
    this.counts = counts;
    this.effectiveDraws = Math.min(draws, Arrays.stream(counts).max().orElseThrow());
    List<BigInteger> ways = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (int count : counts) {
      BigInteger weight = Binomial.coefficient(count, effectiveDraws);
      ways.add(weight);
      sum = sum.add(weight);
    }
    this.weights = List.copyOf(ways);
    this.total = sum;
  }

  /**
   * Counts a pool.
   *
   * @param candidates {@code [candidates, K]} ids in drawing order, at least one; copied
   * @param draws n, how many draws must agree, at least 1
   * @return the counted pool
   * @throws IllegalArgumentException if there is no candidate, or n is below 1
   */
  public static CandidatePool of(int[][] candidates, int draws) {
    if (candidates.length == 0) {
      throw new IllegalArgumentException("a pool needs at least one candidate, got none");
    }
    requireDraws(draws);
    Map<Key, Integer> byChunk = new LinkedHashMap<>();
    for (int[] candidate : candidates) {
      byChunk.merge(new Key(candidate.clone()), 1, Integer::sum);
    }
    return new CandidatePool(
        byChunk.keySet().stream().map(Key::ids).toList(),
        byChunk.values().stream().mapToInt(Integer::intValue).toArray(),
        draws);
  }

  /**
   * Counts a pool.
   *
   * @param candidates {@code [candidates, K]} ids in drawing order, at least one; copied
   * @param temperature 1/n
   * @return the counted pool
   * @throws IllegalArgumentException if there is no candidate, or the temperature is not 1/n
   */
  public static CandidatePool of(int[][] candidates, Temperature temperature) {
    return of(candidates, temperature.requireReciprocal());
  }

  static void requireDraws(int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws that agree must be at least 1, got " + draws);
    }
  }

  static void requireUnit(double u) {
    if (!(u >= 0 && u < 1)) {
      throw new IllegalArgumentException("u must be in [0, 1), got " + u);
    }
  }

  /** A chunk compared by content. */
  @SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
  private record Key(int[] ids) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(ids);
    }
  }

  /**
   * The different chunks.
   *
   * @return {@code [different chunks, K]} ids in order of first appearance; a copy
   */
  public int[][] distinct() {
    return distinct.stream().map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * How often each different chunk is in the pool.
   *
   * @return {@code [different chunks]}; a copy
   */
  public int[] counts() {
    return counts.clone();
  }

  /**
   * The n that was used, after lowering.
   *
   * @return at least 1, at most the largest count
   */
  public int effectiveDraws() {
    return effectiveDraws;
  }

  /**
   * C(count, n) of each different chunk, with the n that was used.
   *
   * @return {@code [different chunks]}, exact, unmodifiable
   */
  public List<BigInteger> weights() {
    return weights;
  }

  /**
   * The chance of each different chunk to be chosen: its weight over the sum of all.
   *
   * @return {@code [different chunks]}, correctly rounded
   */
  public double[] probabilities() {
    BigDecimal sum = new BigDecimal(total);
    return weights.stream()
        .mapToDouble(w -> new BigDecimal(w).divide(sum, MathContext.DECIMAL128).doubleValue())
        .toArray();
  }

  /** The sum of the weights as a part of all sets of n from some candidates. */
  double agreement(int candidates) {
    BigDecimal sets = new BigDecimal(Binomial.coefficient(candidates, effectiveDraws));
    return new BigDecimal(total).divide(sets, MathContext.DECIMAL64).doubleValue();
  }

  /**
   * Chooses: the first chunk, in order of first appearance, for which u times the sum of all
   * weights is less than the running sum.
   *
   * @param u an even random number in [0, 1)
   * @return index of a different chunk
   * @throws IllegalArgumentException if u is outside
   */
  public int choose(double u) {
    requireUnit(u);
    // Rounded as the reference does it, unless the sum is beyond the range of double.
    double rounded = u * total.doubleValue();
    BigDecimal threshold =
        Double.isFinite(rounded)
            ? new BigDecimal(rounded)
            : new BigDecimal(u).multiply(new BigDecimal(total));
    BigInteger running = BigInteger.ZERO;
    int last = 0;
    for (int i = 0; i < weights.size(); i++) {
      running = running.add(weights.get(i));
      if (threshold.compareTo(new BigDecimal(running)) < 0) {
        return i;
      }
      last = weights.get(i).signum() > 0 ? i : last;
    }
    // Rounding may reach the sum itself.
    return last;
  }

  /**
   * One of the different chunks.
   *
   * @param index an index as {@link #choose} gives it
   * @return its ids; a copy
   * @throws IndexOutOfBoundsException if there is no such chunk
   */
  public int[] chunk(int index) {
    return distinct.get(index).clone();
  }
}
