package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.calm4j.core.rollout.RolloutModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals hold the truth as often as they say, over many texts and draws. */
class BrierCoverageTest {
  private static final MarkovChain CHAIN = MarkovChain.random(4, 4, new Random(11));
  private static final int RUNS = 250;
  private static final double CONFIDENCE = 0.9;

  /**
   * 250 runs at 90 %: 225 are expected, with a standard deviation of 4.7. Below 203 lies less than
   * 1e-5 of the binomial distribution, above 243 too.
   */
  private static final int LEAST = 203;

  private static final int MOST = 243;

  @ParameterizedTest
  @CsvSource({
    "1, PUBLISHED, 2", "1, PAIRS, 4",
    "2, PUBLISHED, 2", "2, PAIRS, 4",
    "3, PUBLISHED, 2", "3, PAIRS, 4",
    "4, PUBLISHED, 2", "4, PAIRS, 4",
    "5, PUBLISHED, 2", "5, PAIRS, 4"
  })
  void drawnModels(int k, BrierEstimator estimator, int samples) {
    requireCoverage(CHAIN.model(k), estimator, samples);
  }

  @ParameterizedTest
  @CsvSource({"PUBLISHED, 2", "PAIRS, 4"})
  void exactModels(BrierEstimator estimator, int samples) {
    requireCoverage(CHAIN.exactModel(), estimator, samples);
  }

  private static void requireCoverage(RolloutModel model, BrierEstimator estimator, int samples) {
    BrierOptions options =
        BrierOptions.standard().withEstimator(estimator, samples).withIntervals(200, CONFIDENCE);
    double truth = Chains.truth(CHAIN, CHAIN);
    double[] factors = CHAIN.factorsOf(CHAIN);
    int score = 0;
    int factorsHeld = 0;
    for (int run = 0; run < RUNS; run++) {
      BrierResult result =
          BrierLM.score(model, Chains.texts(CHAIN, 40, 20, run), options.withSeed(run));
      score += result.score().contains(truth) ? 1 : 0;
      factorsHeld += result.factors().get(run % 4).contains(100 * factors[run % 4]) ? 1 : 0;
    }
    assertThat(score).as("times that the score's interval held %s", truth).isBetween(LEAST, MOST);
    assertThat(factorsHeld).as("times that a factor's interval did").isBetween(LEAST, MOST);
  }
}
