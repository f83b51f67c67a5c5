package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.eval.blackbox.SamplerModel;
import org.calm4j.eval.bootstrap.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The true distribution scores highest: every other is significantly worse. */
class BrierOrderTest {
  private static final MarkovChain CHAIN = MarkovChain.random(4, 4, new Random(11));
  private static final Map<String, MarkovChain> DISTORTED =
      Map.of(
          "sharper", CHAIN.temperature(0.5),
          "flatter", CHAIN.temperature(2),
          "mixed", CHAIN.mixedWithUniform(0.3),
          "shifted", CHAIN.shifted());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void distortedSamplersScoreLower(int k) {
    DISTORTED.forEach((name, chain) -> requireWorse(name, CHAIN.model(k), chain.model(k), chain));
  }

  @Test
  void distortedProbabilitiesScoreLower() {
    DISTORTED.forEach(
        (name, chain) -> requireWorse(name, CHAIN.exactModel(), chain.exactModel(), chain));
  }

  private static void requireWorse(
      String name, RolloutModel best, RolloutModel worse, MarkovChain chain) {
    EvaluationTexts texts = Chains.texts(CHAIN, 250, 40, 1);
    BrierOptions options = BrierOptions.standard();
    BrierResult first = BrierLM.score(best, texts, options);
    BrierResult second = BrierLM.score(worse, texts, options.withSeed(1));
    BrierComparison comparison = BrierComparison.of(first, second);
    assertThat(comparison.isSignificant()).as(name).isTrue();
    assertThat(comparison.interval().low()).as(name).isPositive();
    assertThat(comparison.difference())
        .as(name)
        .isEqualTo(first.brierLm() - second.brierLm())
        .isCloseTo(Chains.truth(CHAIN, CHAIN) - Chains.truth(CHAIN, chain), within(4.0));
    // Both models meet the same hard and easy documents, the two scores by themselves do not know.
    double apart =
        Math.hypot(
            first.score().high() - first.score().low(),
            second.score().high() - second.score().low());
    if (!name.equals("shifted")) {
      assertThat(comparison.interval().high() - comparison.interval().low()).isLessThan(apart);
    }
  }

  @Test
  void twoRunsOfOneModelDoNotDiffer() {
    EvaluationTexts texts = Chains.texts(CHAIN, 100, 40, 2);
    BrierResult first = BrierLM.score(CHAIN.model(2), texts, BrierOptions.standard());
    BrierResult second = BrierLM.score(CHAIN.model(2), texts, BrierOptions.standard().withSeed(8));
    assertThat(first.brierLm()).isNotEqualTo(second.brierLm());
    assertThat(BrierComparison.of(first, second).isSignificant()).isFalse();
  }

  /** Resampled apart, the two would differ in nearly every replicate. */
  @Test
  void documentsAreResampledForBothTogether() {
    BrierResult result =
        BrierLM.score(CHAIN.model(2), Chains.texts(CHAIN, 30, 40, 2), BrierOptions.standard());
    BrierComparison comparison = BrierComparison.of(result, result);
    assertThat(comparison.interval()).isEqualTo(new Interval(0, 0));
    assertThat(comparison.factorIntervals()).containsOnly(new Interval(0, 0));
  }

  /** Against two published evaluations, which take as many draws as pairs of four samples. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void pairsVaryLessAtEqualDraws(int k) {
    EvaluationTexts texts = Chains.texts(CHAIN, 5, 20, 3);
    BrierOptions none = BrierOptions.published().withIntervals(0, 0.95);
    int runs = 400;
    double[] published = new double[runs];
    double[] pairs = new double[runs];
    for (int i = 0; i < runs; i++) {
      published[i] =
          (factor(CHAIN.model(k), texts, none.withSeed(2L * i))
                  + factor(CHAIN.model(k), texts, none.withSeed(2L * i + 1)))
              / 2;
      pairs[i] =
          factor(CHAIN.model(k), texts, none.withEstimator(BrierEstimator.PAIRS, 4).withSeed(i));
    }
    assertThat(variance(pairs)).isLessThan(0.95 * variance(published));
  }

  /** Fewer than four tokens back are needed, so nothing changes but that it can be seen. */
  @Test
  void aWindowShortensWhatTheSamplerSees() {
    int[] longest = {0};
    SamplerModel model =
        SamplerModel.of(
                (context, random) -> {
                  longest[0] = Math.max(longest[0], context.length);
                  return CHAIN.sampler(2).next(context, random);
                },
                2)
            .withWindow(4);
    EvaluationTexts texts = Chains.texts(CHAIN, 10, 30, 1);
    BrierResult result = BrierLM.score(model, texts, BrierOptions.standard());
    assertThat(longest[0]).isEqualTo(4);
    assertThat(result.brier())
        .isEqualTo(BrierLM.score(CHAIN.model(2), texts, BrierOptions.standard()).brier());
  }

  private static double factor(RolloutModel model, EvaluationTexts texts, BrierOptions options) {
    return BrierLM.score(model, texts, options).brier()[1];
  }

  private static double variance(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return squares / values.length - sum * sum / values.length / values.length;
  }
}
