package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int STEPS = 1000;

  private static double rate(Schedule schedule, long step) {
    return schedule.at(step, (step - 1.0) / STEPS);
  }

  @Test
  void everyScheduleWarmsUpFromNearZeroToThePeak() {
    for (Schedule schedule :
        List.of(
            new Schedule.Constant(3e-3, 100),
            new Schedule.Cosine(3e-3, 100, 0.1),
            new Schedule.Linear(3e-3, 100, 0.1))) {
      assertThat(rate(schedule, 1)).isEqualTo(3e-5, within(1e-12));
      assertThat(rate(schedule, 50)).isEqualTo(1.5e-3, within(1e-12));
      assertThat(rate(schedule, 99)).isLessThan(3e-3);
      assertThat(rate(schedule, 100)).isEqualTo(3e-3, within(1e-12));
      assertThat(rate(schedule, 101)).isEqualTo(3e-3, within(1e-5));
    }
  }

  @Test
  void constantStaysAtThePeak() {
    assertThat(rate(new Schedule.Constant(2, 10), STEPS)).isEqualTo(2);
  }

  @Test
  void cosineIsHalfWayDownInTheMiddleOfWhatTheWarmupLeft() {
    Schedule schedule = new Schedule.Cosine(1, 101, 0.2);
    // Before step 101 a tenth of the run is spent, before step 551 the half of the rest.
    assertThat(rate(schedule, 551)).isEqualTo(0.6, within(1e-9));
    assertThat(rate(schedule, STEPS)).isEqualTo(0.2, within(1e-4)).isGreaterThan(0.2);
    assertThat(schedule.at(1001, 1)).isEqualTo(0.2, within(1e-12));
  }

  @Test
  void linearFallsOnAStraightLine() {
    Schedule schedule = new Schedule.Linear(1, 0, 0);
    assertThat(rate(schedule, 1)).isEqualTo(1);
    assertThat(rate(schedule, 251)).isEqualTo(0.75, within(1e-12));
    assertThat(rate(schedule, STEPS)).isEqualTo(1.0 / STEPS, within(1e-12));
  }

  @Test
  void aTimeFractionDecaysLikeAStepFraction() {
    // A clock runs unevenly: the first steps are slow. The rate never rises after the warm-up.
    Schedule schedule = new Schedule.Cosine(1, 10, 0.1);
    double last = 1;
    for (int step = 11; step <= 200; step++) {
      double seconds = 5 + step * 0.1;
      double rate = schedule.at(step, Math.min(1, seconds / 25));
      assertThat(rate).isLessThanOrEqualTo(last).isGreaterThanOrEqualTo(0.1);
      last = rate;
    }
    assertThat(last).isEqualTo(0.1, within(1e-12));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Schedule.Constant(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate must be a finite number above 0, got 0.0");
    assertThatThrownBy(() -> new Schedule.Cosine(1, -1, 0))
        .hasMessage("warm-up must be 0 steps or more, got -1; 0 means none");
    assertThatThrownBy(() -> new Schedule.Linear(1, 1, 1.5)).hasMessageContaining("got 1.5");
    assertThatThrownBy(() -> new Schedule.Constant(1, 1).at(0, 0))
        .hasMessage("steps count from 1, got 0");
    assertThatThrownBy(() -> new Schedule.Constant(1, 1).at(1, Double.NaN))
        .hasMessageContaining("[0, 1], got NaN");
  }
}
