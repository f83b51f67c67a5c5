package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.rollout.Rollouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrierTermsTest {
  private static final MarkovChain CHAIN = MarkovChain.random(4, 3, new Random(5));

  /** The mean over many repetitions against the known truth of this text, start by start. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void bothEstimatorsAreUnbiasedAtEveryStart(int k) {
    for (BrierEstimator estimator : BrierEstimator.values()) {
      for (int samples : estimator == BrierEstimator.PUBLISHED ? new int[] {2} : new int[] {2, 5}) {
        requireUnbiased(CHAIN.model(k), k, estimator, samples);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void exactRolloutsAreUnbiasedAtEveryStart(BrierEstimator estimator) {
    requireUnbiased(CHAIN.exactModel(), 1, estimator, 2);
    if (estimator == BrierEstimator.PAIRS) {
      requireUnbiased(CHAIN.exactModel(), 1, estimator, 4);
    }
  }

  private static void requireUnbiased(
      RolloutModel model, int k, BrierEstimator estimator, int samples) {
    int chunks = BrierTerms.chunksPerStart(k) + 3;
    TokenChunks text = new TokenChunks(CHAIN.text(chunks * k, new Random(k)), k);
    int[] starts = {0, 2};
    int repetitions = 4000;
    double[][][] sum = new double[3][2][4];
    double[][][] squares = new double[3][2][4];
    for (int i = 0; i < repetitions; i++) {
      BrierTerms terms;
      try (Rollouts rollouts = model.open(text.ids(), i)) {
        terms = BrierTerms.estimate(estimator, rollouts, text, starts, samples);
      }
      double[][][] values = {terms.first(), terms.second(), terms.collision()};
      for (int part = 0; part < 3; part++) {
        for (int start = 0; start < 2; start++) {
          for (int n = 0; n < 4; n++) {
            sum[part][start][n] += values[part][start][n];
            squares[part][start][n] += values[part][start][n] * values[part][start][n];
          }
        }
      }
    }
    for (int start = 0; start < 2; start++) {
      double[][] truth = truth(text, starts[start]);
      for (int part = 0; part < 3; part++) {
        for (int n = 0; n < 4; n++) {
          double mean = sum[part][start][n] / repetitions;
          double variance = Math.max(0, squares[part][start][n] / repetitions - mean * mean);
          assertThat(mean)
              .as("%s, K %d, part %d, start %d, n %d", estimator, k, part, start, n + 1)
              .isCloseTo(truth[part][n], within(4.5 * Math.sqrt(variance / repetitions) + 1e-12));
        }
      }
    }
  }

  /** Accuracy twice, and collision, by summing over all continuations. */
  private static double[][] truth(TokenChunks text, int start) {
    int at = (start + 1) * text.k();
    double[] accuracy = new double[4];
    double product = 1;
    for (int n = 0; n < 4; n++) {
      product *= CHAIN.next()[text.ids()[at + n - 1]][text.ids()[at + n]];
      accuracy[n] = product;
    }
    double[] collision = new double[4];
    double[] mass = new double[CHAIN.vocabulary()];
    mass[text.ids()[at - 1]] = 1;
    for (int n = 0; n < 4; n++) {
      double[] next = new double[mass.length];
      for (int s = 0; s < mass.length; s++) {
        for (int t = 0; t < mass.length; t++) {
          next[t] += mass[s] * CHAIN.next()[s][t] * CHAIN.next()[s][t];
        }
      }
      mass = next;
      collision[n] = Arrays.stream(mass).sum();
    }
    return new double[][] {accuracy, accuracy, collision};
  }

  @Test
  void knowsWithoutVarianceWhatExactRolloutsTell() {
    int[] ids = CHAIN.text(8, new Random(1));
    TokenChunks text = new TokenChunks(ids, 1);
    for (long seed = 0; seed < 5; seed++) {
      try (Rollouts rollouts = CHAIN.exactModel().open(ids, seed)) {
        BrierTerms terms =
            BrierTerms.estimate(BrierEstimator.PUBLISHED, rollouts, text, new int[] {1}, 2);
        double[][] truth = truth(text, 1);
        assertThat(terms.first()[0]).containsExactly(truth[0], within(1e-12));
        assertThat(terms.second()[0]).containsExactly(truth[1], within(1e-12));
        assertThat(terms.collision()[0][0]).isCloseTo(truth[2][0], within(1e-12));
      }
    }
  }

  /** A start that has disagreed costs nothing more, and there is one call per further chunk. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void asksOncePerFurtherChunk(int k) {
    int span = BrierTerms.chunksPerStart(k);
    int[] ids = new int[k * 12];
    int[] starts = IntStream.range(0, 12 - span).toArray();
    CountingRollouts agreeing = new CountingRollouts(k, 12, 1);
    BrierTerms terms =
        BrierTerms.estimate(BrierEstimator.PUBLISHED, agreeing, new TokenChunks(ids, k), starts, 2);
    assertThat(agreeing.extensions).hasSize(span - 1).allMatch(count -> count == starts.length);
    assertThat(agreeing.draws).hasSize(span);
    assertThat(terms.factors()).containsExactly(1, 1, 1, 1);

    CountingRollouts unlike = new CountingRollouts(k, 12, Integer.MAX_VALUE);
    BrierTerms.estimate(BrierEstimator.PAIRS, unlike, new TokenChunks(ids, k), starts, 6);
    assertThat(unlike.extensions).isEmpty();
    assertThat(unlike.draws).hasSize(1);
  }

  /** Two groups of three: each goes on with three draws, and pairs across groups never agree. */
  @Test
  void pairsOfOneGroupGoOn() {
    CountingRollouts halves = new CountingRollouts(2, 4, 2);
    BrierTerms terms =
        BrierTerms.estimate(
            BrierEstimator.PAIRS, halves, new TokenChunks(new int[8], 2), new int[] {0}, 6);
    assertThat(halves.extensions).containsExactly(2);
    assertThat(halves.draws).containsExactly(12, 6);
    // 0 1 0 | 1 0 1 after 0 1 0 1 0 1: 6 pairs of 15, then one pair of three in each group.
    assertThat(terms.collision()[0])
        .containsExactly(new double[] {6 / 15.0, 6 / 15.0, 2 / 15.0, 2 / 15.0}, within(1e-12));
    assertThat(terms.first()[0]).containsExactly(new double[] {.5, .5, .25, .25}, within(1e-12));
  }

  /** Draws are 0 and 1 in turn, the text is all 0: sample 1 is right, sample 2 is wrong. */
  @Test
  void eachSampleHasItsAccuracy() {
    BrierTerms terms =
        BrierTerms.estimate(
            BrierEstimator.PUBLISHED,
            new CountingRollouts(2, 4, 2),
            new TokenChunks(new int[8], 2),
            new int[] {0, 1},
            2);
    assertThat(terms.first()[1]).containsExactly(1, 1, 1, 1);
    assertThat(terms.second()[1]).containsExactly(0, 0, 0, 0);
    assertThat(terms.collision()[1]).containsExactly(0, 0, 0, 0);
    assertThat(terms.term(1, 4)).isEqualTo(1);
  }

  @Test
  void refusesWhatDoesNotFit() {
    TokenChunks text = new TokenChunks(new int[12], 2);
    CountingRollouts rollouts = new CountingRollouts(2, 6, 1);
    assertThatThrownBy(
            () -> BrierTerms.estimate(BrierEstimator.PUBLISHED, rollouts, text, new int[] {4}, 2))
        .hasMessage("a start must be in [0, 4) to have 4 tokens of the text behind it, got 4");
    assertThatThrownBy(
            () -> BrierTerms.estimate(BrierEstimator.PUBLISHED, rollouts, text, new int[0], 3))
        .hasMessageContaining("takes 2 samples per place, got 3");
    assertThatThrownBy(
            () -> BrierTerms.estimate(BrierEstimator.PAIRS, rollouts, text, new int[0], 1))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(
            () ->
                BrierTerms.estimate(
                    BrierEstimator.PAIRS, rollouts, new TokenChunks(new int[8], 2), new int[0], 2))
        .hasMessageContaining("4 chunks, but the roll-outs have 6 places");
    TokenChunks short_ = new TokenChunks(new int[6], 3);
    assertThatThrownBy(() -> BrierTerms.ofSamples(short_, short_, short_))
        .hasMessageContaining("at least 4 tokens, got 3");
  }
}
