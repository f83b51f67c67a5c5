package org.calm4j.core.train;

import org.jspecify.annotations.Nullable;

/**
 * How a run trains; the model's own configuration lies elsewhere.
 *
 * <pre>{@code
 * TrainingOptions options =
 *     TrainingOptions.of(new Budget.Steps(1000), new Schedule.Cosine(3e-3, 100, 0.05))
 *         .withEvaluateEvery(200)
 *         .withBest(new BestMetric("token_accuracy", true));
 * }</pre>
 *
 * @param budget when the run ends
 * @param schedule the learning rate
 * @param accumulation micro-batches per step, at least 1
 * @param evaluateEvery steps between evaluations; 0 for none, not even at the end
 * @param checkpointEvery steps between checkpoints; 0 for only one at the end and at new bests
 * @param logEvery steps between lines of {@code metrics.jsonl}, at least 1
 * @param keepLast how many of the newest checkpoints stay, at least 1; the best stays besides
 * @param best what picks the best checkpoint; null for no best
 * @param seed seed of all random streams of the run
 */
public record TrainingOptions(
    Budget budget,
    Schedule schedule,
    int accumulation,
    long evaluateEvery,
    long checkpointEvery,
    long logEvery,
    int keepLast,
    @Nullable BestMetric best,
    long seed) {

  /**
   * Checks the values.
   *
   * @param budget when the run ends
   * @param schedule the learning rate
   * @param accumulation micro-batches per step, at least 1
   * @param evaluateEvery steps between evaluations; 0 for none, not even at the end
   * @param checkpointEvery steps between checkpoints; 0 for only one at the end and at new bests
   * @param logEvery steps between lines of {@code metrics.jsonl}, at least 1
   * @param keepLast how many of the newest checkpoints stay, at least 1; the best stays besides
   * @param best what picks the best checkpoint; null for no best
   * @param seed seed of all random streams of the run
   * @throws IllegalArgumentException if one is out of range
   */
  public TrainingOptions {
    require(accumulation >= 1, "accumulation must be at least 1 micro-batch, got ", accumulation);
    require(evaluateEvery >= 0, "steps between evaluations must be 0 or more, got ", evaluateEvery);
    require(
        checkpointEvery >= 0, "steps between checkpoints must be 0 or more, got ", checkpointEvery);
    require(logEvery >= 1, "steps between metric lines must be at least 1, got ", logEvery);
    require(keepLast >= 1, "at least 1 checkpoint must be kept, got ", keepLast);
    if (best != null && evaluateEvery == 0) {
      throw new IllegalArgumentException(
          "the best checkpoint by "
              + best.name()
              + " needs evaluations: set the steps between them above 0, or ask for no best");
    }
  }

  /**
   * Options with usual values: no accumulation, no evaluation, a checkpoint every 1000 steps of
   * which the last 2 stay, a metric line per step, seed 1.
   *
   * @param budget when the run ends
   * @param schedule the learning rate
   * @return new options
   */
  public static TrainingOptions of(Budget budget, Schedule schedule) {
    return new TrainingOptions(budget, schedule, 1, 0, 1000, 1, 2, null, 1);
  }

  /**
   * The same options with another budget.
   *
   * @param value when the run ends
   * @return a changed copy
   */
  public TrainingOptions withBudget(Budget value) {
    return new TrainingOptions(
        value,
        schedule,
        accumulation,
        evaluateEvery,
        checkpointEvery,
        logEvery,
        keepLast,
        best,
        seed);
  }

  /**
   * The same options with another number of micro-batches.
   *
   * @param value micro-batches per step
   * @return a changed copy
   */
  public TrainingOptions withAccumulation(int value) {
    return new TrainingOptions(
        budget, schedule, value, evaluateEvery, checkpointEvery, logEvery, keepLast, best, seed);
  }

  /**
   * The same options with another evaluation interval.
   *
   * @param value steps between evaluations, 0 for none
   * @return a changed copy
   */
  public TrainingOptions withEvaluateEvery(long value) {
    return new TrainingOptions(
        budget, schedule, accumulation, value, checkpointEvery, logEvery, keepLast, best, seed);
  }

  /**
   * The same options with other checkpoints.
   *
   * @param every steps between checkpoints
   * @param keep how many of the newest stay
   * @return a changed copy
   */
  public TrainingOptions withCheckpoints(long every, int keep) {
    return new TrainingOptions(
        budget, schedule, accumulation, evaluateEvery, every, logEvery, keep, best, seed);
  }

  /**
   * The same options with another logging interval.
   *
   * @param value steps between metric lines
   * @return a changed copy
   */
  public TrainingOptions withLogEvery(long value) {
    return new TrainingOptions(
        budget,
        schedule,
        accumulation,
        evaluateEvery,
        checkpointEvery,
        value,
        keepLast,
        best,
        seed);
  }

  /**
   * The same options with another choice of the best checkpoint. Set the evaluation interval first.
   *
   * @param value what picks the best, null for no best
   * @return a changed copy
   */
  public TrainingOptions withBest(@Nullable BestMetric value) {
    return new TrainingOptions(
        budget,
        schedule,
        accumulation,
        evaluateEvery,
        checkpointEvery,
        logEvery,
        keepLast,
        value,
        seed);
  }

  /**
   * The same options with another seed.
   *
   * @param value seed of all random streams
   * @return a changed copy
   */
  public TrainingOptions withSeed(long value) {
    return new TrainingOptions(
        budget,
        schedule,
        accumulation,
        evaluateEvery,
        checkpointEvery,
        logEvery,
        keepLast,
        best,
        value);
  }

  private static void require(boolean condition, String sentence, long value) {
    if (!condition) {
      throw new IllegalArgumentException(sentence + value);
    }
  }
}
