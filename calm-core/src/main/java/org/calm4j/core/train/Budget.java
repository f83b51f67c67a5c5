package org.calm4j.core.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How long a run goes on: a number of steps, or a time.
 *
 * <p>Only a run of {@link Steps} resumes to the same bits. With {@link Minutes} the learning rate
 * follows the clock, so two runs differ; a resume goes on with the training time spent so far.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Budget.Steps.class, name = "steps"),
  @JsonSubTypes.Type(value = Budget.Minutes.class, name = "minutes")
})
public sealed interface Budget {

  /**
   * How much of the budget is spent.
   *
   * @param steps steps done
   * @param seconds training time so far
   * @return in [0, 1]; 1 ends the run
   */
  double fraction(long steps, double seconds);

  /**
   * Time to the end of the run.
   *
   * @param steps steps done
   * @param seconds training time so far
   * @param secondsPerStep the pace, evaluations and checkpoints included
   * @return seconds, at least 0
   */
  double remainingSeconds(long steps, double seconds, double secondsPerStep);

  /**
   * A number of steps.
   *
   * @param steps at least 1
   */
  record Steps(long steps) implements Budget {

    /**
     * Checks the value.
     *
     * @param steps at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public Steps {
      if (steps < 1) {
        throw new IllegalArgumentException("a run needs at least 1 step, got " + steps);
      }
    }

    @Override
    public double fraction(long stepsDone, double seconds) {
      return Math.min(1, (double) stepsDone / steps);
    }

    @Override
    public double remainingSeconds(long stepsDone, double seconds, double secondsPerStep) {
      return Math.max(0, steps - stepsDone) * secondsPerStep;
    }

    @Override
    public String toString() {
      return steps + " steps";
    }
  }

  /**
   * A time, with evaluations and checkpoints in it. The step that is under way when it ends is
   * completed; the last evaluation and the last checkpoint come on top.
   *
   * @param minutes above 0
   */
  record Minutes(double minutes) implements Budget {

    /**
     * Checks the value.
     *
     * @param minutes above 0
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public Minutes {
      if (!(minutes > 0 && Double.isFinite(minutes))) {
        throw new IllegalArgumentException(
            "a run needs a finite time above 0 minutes, got " + minutes);
      }
    }

    @Override
    public double fraction(long stepsDone, double seconds) {
      return Math.min(1, seconds / (60 * minutes));
    }

    @Override
    public double remainingSeconds(long stepsDone, double seconds, double secondsPerStep) {
      return Math.max(0, 60 * minutes - seconds);
    }

    @Override
    public String toString() {
      return minutes + " minutes";
    }
  }
}
