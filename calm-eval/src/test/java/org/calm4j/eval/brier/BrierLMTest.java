package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.eval.blackbox.SamplerModel;
import org.calm4j.eval.bootstrap.Interval;
import org.junit.jupiter.api.Test;

class BrierLMTest {
  private static final MarkovChain CHAIN = MarkovChain.random(4, 4, new Random(11));
  private static final EvaluationTexts TEXTS = Chains.texts(CHAIN, 12, 23, 1);
  private static final BrierOptions OPTIONS = BrierOptions.standard();

  @Test
  void saysWhatItCounted() {
    BrierResult result = BrierLM.score(CHAIN.model(3), TEXTS, OPTIONS.withSeed(4));
    // Chunks begin at 0, 3, ...; the last start has tokens 18 to 21 behind it.
    assertThat(result.positions()).isEqualTo(12 * 6);
    assertThat(result.documents()).isEqualTo(12);
    assertThat(result.contextTokens()).isEqualTo(60);
    assertThat(result.chunkSize()).isEqualTo(3);
    assertThat(result.complete()).isTrue();
    assertThat(result.options().seed()).isEqualTo(4);
    assertThat(result.score().contains(result.brierLm())).isTrue();
    double[] accuracy = result.terms().accuracy();
    double[] collision = result.terms().collision();
    for (int n = 0; n < 4; n++) {
      assertThat(result.brier()[n]).isCloseTo(100 * (2 * accuracy[n] - collision[n]), within(1e-9));
      assertThat(result.factors().get(n).contains(result.brier()[n])).isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSameScore() {
    BrierResult first = BrierLM.score(CHAIN.model(2), TEXTS, OPTIONS);
    BrierResult again = BrierLM.score(CHAIN.model(2), TEXTS, OPTIONS);
    BrierResult other = BrierLM.score(CHAIN.model(2), TEXTS, OPTIONS.withSeed(1));
    assertThat(again.brier()).isEqualTo(first.brier());
    assertThat(again.score()).isEqualTo(first.score());
    assertThat(other.brier()).isNotEqualTo(first.brier());
  }

  /** A model that knows the text scores 100, one that is always wrong and sure of it 0. */
  @Test
  void extremes() {
    EvaluationTexts same = EvaluationTexts.of(List.of(new int[20], new int[20]), 20);
    RolloutModel knows = SamplerModel.of((context, random) -> new int[2], 2);
    RolloutModel wrong = SamplerModel.of((context, random) -> new int[] {1, 1}, 2);
    assertThat(BrierLM.score(knows, same, OPTIONS).brierLm()).isEqualTo(100);
    BrierResult lost = BrierLM.score(wrong, same, OPTIONS);
    assertThat(lost.brier()).containsExactly(-100, -100, -100, -100);
    assertThat(lost.brierLm()).isZero();
    assertThat(lost.score()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void oneDocumentHasNoInterval() {
    BrierResult result = BrierLM.score(CHAIN.model(1), Chains.texts(CHAIN, 1, 200, 1), OPTIONS);
    assertThat(result.documents()).isEqualTo(1);
    assertThat(result.positions()).isEqualTo(3 * 56 + 16);
    assertThat(result.score()).isEqualTo(Interval.NONE);
    assertThat(result.factors()).hasSize(4).containsOnly(Interval.NONE);
    BrierComparison comparison = BrierComparison.of(result, result);
    assertThat(comparison.difference()).isZero();
    assertThat(comparison.interval()).isEqualTo(Interval.NONE);
    assertThat(comparison.isSignificant()).isFalse();
  }

  @Test
  void readsNoMoreThanAllowed() {
    BrierResult texts = BrierLM.score(CHAIN.model(1), TEXTS, OPTIONS.withMaxTexts(4));
    assertThat(texts.terms().documents()).containsExactly(0, 3, 6, 9);
    assertThat(texts.complete()).isTrue();
    BrierResult positions = BrierLM.score(CHAIN.model(1), TEXTS, OPTIONS.withMaxPositions(50));
    assertThat(positions.positions()).isEqualTo(50);
    assertThat(positions.terms().documents()).containsExactly(0, 1, 2);
    assertThat(positions.terms().positions(2)).isEqualTo(50 - 2 * 19);
    assertThatThrownBy(() -> BrierComparison.of(texts, positions))
        .hasMessageContaining("limit texts rather than positions");
  }

  @Test
  void tellsHowFarItIsAndCanBeEnded() {
    List<Long> done = new ArrayList<>();
    BrierLM.score(
        CHAIN.model(4),
        TEXTS,
        OPTIONS.withMaxTexts(3),
        (positions, total) -> {
          assertThat(total).isEqualTo(3 * 4);
          return done.add(positions);
        });
    assertThat(done).containsExactly(0L, 4L, 8L, 12L);
    BrierResult part =
        BrierLM.score(CHAIN.model(4), TEXTS, OPTIONS, (positions, total) -> positions < 8);
    assertThat(part.complete()).isFalse();
    assertThat(part.positions()).isEqualTo(8);
    BrierResult same = BrierLM.score(CHAIN.model(4), TEXTS, OPTIONS.withMaxTexts(2));
    assertThat(BrierComparison.isPossible(same, same)).isTrue();
    assertThat(BrierComparison.isPossible(same, part)).isFalse();
    assertThatThrownBy(() -> BrierComparison.of(same, part)).hasMessageContaining("ended early");
    assertThatThrownBy(() -> BrierLM.score(CHAIN.model(4), TEXTS, OPTIONS, (p, total) -> false))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void refusesContextsThatDoNotFit() {
    assertThatThrownBy(() -> BrierLM.score(CHAIN.model(7), TEXTS, OPTIONS))
        .hasMessage("a context of 60 tokens has no whole number of chunks of 7: use 56");
    RolloutModel small = new SamplerModel(CHAIN.sampler(2), 2, 40, 40, 4, 0);
    assertThatThrownBy(() -> BrierLM.score(small, TEXTS, OPTIONS))
        .hasMessageContaining("longer than the model's 40");
    assertThatThrownBy(() -> BrierLM.score(CHAIN.model(20), TEXTS, OPTIONS))
        .hasMessage("no text of 12 has 4 tokens behind a chunk of 20: give longer texts");
    BrierResult at60 = BrierLM.score(CHAIN.model(1), TEXTS, OPTIONS);
    BrierResult at30 =
        BrierLM.score(
            CHAIN.model(1), EvaluationTexts.of(List.of(new int[30], new int[30]), 30), OPTIONS);
    assertThatThrownBy(() -> BrierComparison.of(at60, at30))
        .hasMessageContaining("60 and 30 tokens do not compare");
  }

  @Test
  void refusesOptionsThatDoNotFit() {
    assertThatThrownBy(() -> OPTIONS.withEstimator(BrierEstimator.PUBLISHED, 4))
        .hasMessageContaining("use the estimator PAIRS");
    assertThatThrownBy(() -> OPTIONS.withMaxTexts(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> OPTIONS.withMaxPositions(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> OPTIONS.withIntervals(1000, 95)).hasMessageContaining("got 95");
    assertThat(BrierOptions.published().samples()).isEqualTo(2);
  }
}
