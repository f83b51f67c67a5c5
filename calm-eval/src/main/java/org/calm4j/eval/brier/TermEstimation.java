package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.core.rollout.Rollouts;

/**
 * One estimate of the terms of one text. A table [places][min(K, 4)] says how much of the draws at
 * a place match the first 1, 2, ... tokens of the true next chunk; the accuracy of a start is a
 * product along that table. Checked by {@code BrierTermsTest} and {@code BrierTermsTest}.
 */
final class TermEstimation {
  private final Rollouts rollouts;
  private final TokenChunks text;
  private final int[] starts;
  private final int samples;

  TermEstimation(Rollouts rollouts, TokenChunks text, int[] starts, int samples) {
    this.rollouts = rollouts;
    this.text = text;
    this.starts = starts;
    this.samples = samples;
  }

  BrierTerms run(BrierEstimator estimator) {
    if (starts.length == 0) {
      double[][] none = new double[0][];
      return new BrierTerms(starts, none, none, none);
    }
    if (rollouts instanceof ExactRollouts exact) {
      double[][] accuracy = accuracy(probabilities(exact));
      int[] draws = DrawnChunks.draw(rollouts, starts, samples, 1);
      double[][] collision = Collisions.exact(exact, starts, samples, draws);
      return new BrierTerms(starts, accuracy, accuracy, collision);
    }
    int[] places = places();
    int[] draws = DrawnChunks.draw(rollouts, places, samples, text.k());
    double[][] collision =
        Collisions.drawn(rollouts, text.k(), starts, samples, atStarts(draws, places));
    if (estimator == BrierEstimator.PUBLISHED) {
      double[][] first = accuracy(matches(draws, places, 0, 1));
      double[][] second = accuracy(matches(draws, places, 1, 2));
      return new BrierTerms(starts, first, second, collision);
    }
    double[][] mean = accuracy(matches(draws, places, 0, samples));
    return new BrierTerms(starts, mean, mean, collision);
  }

  /** The places whose next chunk belongs to the four tokens of some start, ascending. */
  private int[] places() {
    int span = BrierTerms.chunksPerStart(text.k());
    return Arrays.stream(starts)
        .flatMap(start -> IntStream.range(start, start + span))
        .sorted()
        .distinct()
        .toArray();
  }

  private int[] atStarts(int[] draws, int[] places) {
    int row = samples * text.k();
    int[] result = new int[starts.length * row];
    for (int i = 0; i < starts.length; i++) {
      int place = Arrays.binarySearch(places, starts[i]);
      System.arraycopy(draws, place * row, result, i * row, row);
    }
    return result;
  }

  /** The share of some of the samples whose first tokens are the true ones. */
  private double[][] matches(int[] draws, int[] places, int from, int to) {
    int k = text.k();
    int width = Math.min(k, BrierTerms.ORDERS);
    double[][] table = new double[text.chunks()][];
    for (int i = 0; i < places.length; i++) {
      double[] share = new double[width];
      for (int sample = from; sample < to; sample++) {
        int chunk = (i * samples + sample) * k;
        for (int n = 0; n < width && draws[chunk + n] == text.id(places[i] + 1, n); n++) {
          share[n] += 1.0 / (to - from);
        }
      }
      table[places[i]] = share;
    }
    return table;
  }

  private double[][] probabilities(ExactRollouts exact) {
    if (text.k() != 1) {
      throw new IllegalArgumentException(
          "exact roll-outs are over tokens, K = 1, got chunks of %d tokens".formatted(text.k()));
    }
    int[] places = places();
    int[] next = Arrays.stream(places).map(place -> text.id(place + 1, 0)).toArray();
    double[] probability = exact.probabilities(places, next);
    double[][] table = new double[text.chunks()][];
    for (int i = 0; i < places.length; i++) {
      table[places[i]] = new double[] {probability[i]};
    }
    return table;
  }

  private double[][] accuracy(double[][] table) {
    int k = text.k();
    double[][] result = new double[starts.length][BrierTerms.ORDERS];
    for (int i = 0; i < starts.length; i++) {
      double chunks = 1;
      for (int n = 0; n < BrierTerms.ORDERS; n++) {
        double share = table[starts[i] + n / k][n % k];
        result[i][n] = chunks * share;
        if (n % k == k - 1) {
          chunks *= share;
        }
      }
    }
    return result;
  }
}
