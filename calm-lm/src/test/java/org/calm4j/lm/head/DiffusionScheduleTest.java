package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.golden;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The constants of the chains, in float64. */
class DiffusionScheduleTest {
  @ParameterizedTest
  @ValueSource(ints = {1000, 100, 10})
  void constants(int steps) {
    Map<String, INDArray> stored = golden("diffusion_schedule");
    String tag = steps == 1000 ? "base." : "steps" + steps + ".";
    DiffusionSchedule schedule =
        steps == 1000 ? DiffusionSchedule.whole() : DiffusionSchedule.of(steps);
    assertThat(schedule.steps()).isEqualTo(steps);
    for (int i = 0; i < steps; i++) {
      assertThat(schedule.time(i)).isEqualTo(stored.get(tag + "timestep_map").getInt(i));
    }
    same(stored.get(tag + "betas"), schedule::beta);
    same(stored.get(tag + "alphas_cumprod"), schedule::alphaCumprod);
    same(stored.get(tag + "posterior_log_variance_clipped"), schedule::posteriorLogVariance);
    same(stored.get(tag + "posterior_mean_coef1"), schedule::posteriorMeanStart);
    same(stored.get(tag + "posterior_mean_coef2"), schedule::posteriorMeanNow);
  }

  private static void same(INDArray stored, IntToDoubleFunction actual) {
    for (int i = 0; i < stored.length(); i++) {
      double expected = stored.getDouble(i);
      // Relative 1e-12; zero, as the second coefficient of the first step is, exactly.
      assertThat(actual.applyAsDouble(i)).isCloseTo(expected, Percentage.withPercentage(1e-10));
    }
  }
}
