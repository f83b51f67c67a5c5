package org.calm4j.core.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The learning rate over a run: a linear warm-up counted in steps, then constant, or a decay over
 * what is left of the run.
 *
 * <p>Step s of the warm-up has the rate {@code peak * s / warmupSteps}: the first step is close to
 * zero, step {@code warmupSteps} is the first with the full rate. The decay runs over the fraction
 * of the budget, in steps or in time, that the warm-up left over.
 *
 * <p>Example: {@code new Schedule.Cosine(3e-3, 100, 0.1).at(1, 0)} is {@code 3e-5}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine"),
  @JsonSubTypes.Type(value = Schedule.Linear.class, name = "linear")
})
public sealed interface Schedule {

  /**
   * The highest rate.
   *
   * @return above 0
   */
  double peak();

  /**
   * Length of the warm-up.
   *
   * @return steps, 0 for none
   */
  long warmupSteps();

  /**
   * The factor on the peak at a point of the decay.
   *
   * @param progress how much of the time after the warm-up has passed, in [0, 1]
   * @return the factor, in [0, 1]
   */
  double decay(double progress);

  /**
   * The learning rate of a step.
   *
   * <p>Only the fraction is known, not the length of the run: where the warm-up ended is worked out
   * from the steps done so far, at their mean pace. For a run of N steps that is exact.
   *
   * @param step the step about to be taken, from 1
   * @param fraction how much of the run's budget was spent before this step, in [0, 1]
   * @return the rate, in [0, peak]
   * @throws IllegalArgumentException if the step is below 1 or the fraction outside [0, 1]
   */
  default double at(long step, double fraction) {
    if (step < 1) {
      throw new IllegalArgumentException("steps count from 1, got " + step);
    }
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction of the run must be in [0, 1], got " + fraction);
    }
    if (step <= warmupSteps()) {
      return peak() * step / warmupSteps();
    }
    double done = step - 1.0;
    double warm = done == 0 ? 0 : fraction * Math.max(0, warmupSteps() - 1) / done;
    double progress = warm >= 1 ? 1 : (fraction - warm) / (1 - warm);
    return peak() * decay(Math.max(0, progress));
  }

  /**
   * Warm-up, then the full rate to the end: the autoencoder's schedule in the paper.
   *
   * @param peak the rate after the warm-up, above 0
   * @param warmupSteps steps of warm-up, 0 for none
   */
  record Constant(double peak, long warmupSteps) implements Schedule {

    /**
     * Checks the values.
     *
     * @param peak the rate after the warm-up, above 0
     * @param warmupSteps steps of warm-up, 0 for none
     * @throws IllegalArgumentException if one is out of range
     */
    public Constant {
      check(peak, warmupSteps, 1);
    }

    @Override
    public double decay(double progress) {
      return 1;
    }
  }

  /**
   * Warm-up, then half a cosine from the peak down to {@code finalFraction * peak} (Loshchilov and
   * Hutter, SGDR, equation 5, without restarts).
   *
   * @param peak the rate at the end of the warm-up, above 0
   * @param warmupSteps steps of warm-up, 0 for none
   * @param finalFraction the last rate as a part of the peak, in [0, 1]
   */
  record Cosine(double peak, long warmupSteps, double finalFraction) implements Schedule {

    /**
     * Checks the values.
     *
     * @param peak the rate at the end of the warm-up, above 0
     * @param warmupSteps steps of warm-up, 0 for none
     * @param finalFraction the last rate as a part of the peak, in [0, 1]
     * @throws IllegalArgumentException if one is out of range
     */
    public Cosine {
      check(peak, warmupSteps, finalFraction);
    }

    @Override
    public double decay(double progress) {
      return finalFraction + (1 - finalFraction) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }

  /**
   * Warm-up, then a straight line from the peak down to {@code finalFraction * peak}.
   *
   * @param peak the rate at the end of the warm-up, above 0
   * @param warmupSteps steps of warm-up, 0 for none
   * @param finalFraction the last rate as a part of the peak, in [0, 1]
   */
  record Linear(double peak, long warmupSteps, double finalFraction) implements Schedule {

    /**
     * Checks the values.
     *
     * @param peak the rate at the end of the warm-up, above 0
     * @param warmupSteps steps of warm-up, 0 for none
     * @param finalFraction the last rate as a part of the peak, in [0, 1]
     * @throws IllegalArgumentException if one is out of range
     */
    public Linear {
      check(peak, warmupSteps, finalFraction);
    }

    @Override
    public double decay(double progress) {
      return 1 - (1 - finalFraction) * progress;
    }
  }

  private static void check(double peak, long warmupSteps, double finalFraction) {
    if (!(peak > 0 && Double.isFinite(peak))) {
      throw new IllegalArgumentException(
          "learning rate must be a finite number above 0, got " + peak);
    }
    if (warmupSteps < 0) {
      throw new IllegalArgumentException(
          "warm-up must be 0 steps or more, got " + warmupSteps + "; 0 means none");
    }
    if (!(finalFraction >= 0 && finalFraction <= 1)) {
      throw new IllegalArgumentException(
          "final learning rate, as a part of the peak, must be in [0, 1], got " + finalFraction);
    }
  }
}
