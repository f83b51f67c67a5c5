package org.calm4j.lm.head;

/**
 * One step of a chain back from noise to a vector, entry by entry. The constants are rounded to
 * float32, as the published code looks them up.
 *
 * @param ofState factor of the state in the estimate of the vector
 * @param ofNoise factor of the noise estimate there
 * @param meanStart factor of that estimate in the mean of the step before
 * @param meanNow factor of the state there
 * @param logBeta upper end of the log variance
 * @param logVariance its lower end
 */
record ReverseStep(
    double ofState,
    double ofNoise,
    double meanStart,
    double meanNow,
    double logBeta,
    double logVariance) {

  static ReverseStep of(DiffusionSchedule schedule, int step) {
    double kept = schedule.alphaCumprod(step);
    return new ReverseStep(
        (float) Math.sqrt(1 / kept),
        (float) Math.sqrt(1 / kept - 1),
        (float) schedule.posteriorMeanStart(step),
        (float) schedule.posteriorMeanNow(step),
        (float) Math.log(schedule.beta(step)),
        (float) schedule.posteriorLogVariance(step));
  }

  /** The vector that a state and a noise estimate mean. */
  double start(double state, double noiseEstimate) {
    return ofState * state - ofNoise * noiseEstimate;
  }

  /** Mean of the step before. */
  double mean(double state, double noiseEstimate) {
    return meanStart * start(state, noiseEstimate) + meanNow * state;
  }

  /** Log variance of the step before, between its ends by (v + 1) / 2. */
  double logVariance(double v) {
    return logVariance + (v + 1) / 2 * range();
  }

  /** How far the log variance can be from its lower end. */
  double range() {
    return logBeta - logVariance;
  }

  /** Squared error of the mean per squared error of the noise estimate, in least variances. */
  double errorWeight() {
    return Math.pow(meanStart * ofNoise, 2) * Math.exp(-logVariance);
  }
}
