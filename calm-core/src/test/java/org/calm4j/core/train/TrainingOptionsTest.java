package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingOptionsTest {
  private static final TrainingOptions OPTIONS = TestRun.steps(10);

  @Test
  void aChangedCopyChangesOneField() {
    BestMetric best = new BestMetric("accuracy", true);
    assertThat(
            OPTIONS
                .withBudget(new Budget.Minutes(2))
                .withAccumulation(3)
                .withEvaluateEvery(4)
                .withCheckpoints(5, 6)
                .withLogEvery(7)
                .withBest(best)
                .withSeed(8))
        .isEqualTo(
            new TrainingOptions(new Budget.Minutes(2), OPTIONS.schedule(), 3, 4, 5, 7, 6, best, 8));
  }

  @Test
  void valuesOutOfRangeAreRefusedWithASentence() {
    assertThatThrownBy(() -> OPTIONS.withAccumulation(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("accumulation must be at least 1 micro-batch, got 0");
    assertThatThrownBy(() -> OPTIONS.withEvaluateEvery(-1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> OPTIONS.withCheckpoints(-1, 1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> OPTIONS.withCheckpoints(1, 0))
        .hasMessage("at least 1 checkpoint must be kept, got 0");
    assertThatThrownBy(() -> OPTIONS.withLogEvery(0)).hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> OPTIONS.withBest(new BestMetric("accuracy", true)))
        .hasMessageContaining("needs evaluations");
    assertThatThrownBy(() -> new BestMetric(" ", true)).hasMessageContaining("needs a name");
    assertThatThrownBy(() -> new Budget.Steps(0)).hasMessage("a run needs at least 1 step, got 0");
    assertThatThrownBy(() -> new Budget.Minutes(0)).hasMessageContaining("got 0.0");
  }

  @Test
  void budgetsTellHowMuchIsLeft() {
    assertThat(new Budget.Steps(10).fraction(4, 99)).isEqualTo(0.4);
    assertThat(new Budget.Steps(10).remainingSeconds(4, 99, 2)).isEqualTo(12);
    assertThat(new Budget.Minutes(2).fraction(4, 30)).isEqualTo(0.25);
    assertThat(new Budget.Minutes(2).fraction(4, 150)).isEqualTo(1);
    assertThat(new Budget.Minutes(2).remainingSeconds(4, 30, 2)).isEqualTo(90);
  }
}
