package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.sampling.Sampler;
import org.calm4j.eval.blackbox.SamplerModel;

/**
 * Text whose probabilities are known: the next token depends on the one before.
 *
 * @param next [V][V], row s the distribution of the token that follows s
 */
@SuppressWarnings("ArrayRecordComponent")
record MarkovChain(double[][] next) {

  /** Random rows, peaked: the larger, the more predictable. */
  static MarkovChain random(int vocabulary, double peak, RandomGenerator random) {
    double[][] next = new double[vocabulary][vocabulary];
    for (double[] row : next) {
      Arrays.setAll(row, i -> Math.pow(random.nextDouble(), peak));
      normalize(row);
    }
    return new MarkovChain(next);
  }

  private static void normalize(double[] row) {
    double sum = Arrays.stream(row).sum();
    Arrays.setAll(row, i -> row[i] / sum);
  }

  int vocabulary() {
    return next.length;
  }

  /** Every probability to the power 1/T, normalized: sharper below 1, flatter above. */
  MarkovChain temperature(double t) {
    double[][] rows = new double[vocabulary()][];
    for (int s = 0; s < rows.length; s++) {
      double[] row = Arrays.stream(next[s]).map(p -> Math.pow(p, 1 / t)).toArray();
      normalize(row);
      rows[s] = row;
    }
    return new MarkovChain(rows);
  }

  MarkovChain mixedWithUniform(double share) {
    double[][] rows = new double[vocabulary()][];
    for (int s = 0; s < rows.length; s++) {
      rows[s] = Arrays.stream(next[s]).map(p -> (1 - share) * p + share / vocabulary()).toArray();
    }
    return new MarkovChain(rows);
  }

  /** Uses the row of the token before s. */
  MarkovChain shifted() {
    double[][] rows = new double[vocabulary()][];
    for (int s = 0; s < rows.length; s++) {
      rows[s] = next[(s + 1) % vocabulary()];
    }
    return new MarkovChain(rows);
  }

  /** The distribution that does not change, by power iteration. */
  double[] stationary() {
    double[] now = new double[vocabulary()];
    Arrays.fill(now, 1.0 / now.length);
    for (int i = 0; i < 2000; i++) {
      double[] then = new double[now.length];
      for (int s = 0; s < now.length; s++) {
        for (int t = 0; t < now.length; t++) {
          then[t] += now[s] * next[s][t];
        }
      }
      now = then;
    }
    return now;
  }

  /**
   * The factors that a model has on stationary text of this chain, by summing over all n-grams:
   * A_n(s) = sum over t of p(t | s) q(t | s) A_{n-1}(t), C_n likewise with q q, and factor n the
   * mean of 2 A_n - C_n.
   */
  double[] factorsOf(MarkovChain model) {
    double[] stationary = stationary();
    double[] accuracy = ones();
    double[] collision = ones();
    double[] factors = new double[BrierTerms.ORDERS];
    for (int n = 0; n < factors.length; n++) {
      accuracy = step(next, model.next, accuracy);
      collision = step(model.next, model.next, collision);
      for (int s = 0; s < stationary.length; s++) {
        factors[n] += stationary[s] * (2 * accuracy[s] - collision[s]);
      }
    }
    return factors;
  }

  private double[] ones() {
    double[] ones = new double[vocabulary()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] step(double[][] p, double[][] q, double[] after) {
    double[] result = new double[after.length];
    for (int s = 0; s < result.length; s++) {
      for (int t = 0; t < result.length; t++) {
        result[s] += p[s][t] * q[s][t] * after[t];
      }
    }
    return result;
  }

  int draw(int state, RandomGenerator random) {
    return draw(next[state], random);
  }

  private static int draw(double[] probabilities, RandomGenerator random) {
    double u = random.nextDouble();
    int token = 0;
    while (token < probabilities.length - 1 && (u -= probabilities[token]) >= 0) {
      token++;
    }
    return token;
  }

  /** Stationary text. */
  int[] text(int length, RandomGenerator random) {
    int[] text = new int[length];
    text[0] = draw(stationary(), random);
    for (int i = 1; i < length; i++) {
      text[i] = draw(text[i - 1], random);
    }
    return text;
  }

  Sampler sampler(int k) {
    return (context, random) -> {
      int[] chunk = new int[k];
      int state = context[context.length - 1];
      for (int i = 0; i < k; i++) {
        state = draw(state, random);
        chunk[i] = state;
      }
      return chunk;
    };
  }

  RolloutModel model(int k) {
    return SamplerModel.of(sampler(k), k);
  }

  RolloutModel exactModel() {
    return new ExactMarkovModel(this);
  }
}
