package org.calm4j.core.train;

import java.nio.file.Path;

/**
 * Watches a run. Calls come from the training thread, between steps: they should be quick. An
 * exception thrown here ends the run.
 */
public interface TrainingListener {

  /**
   * The run starts or goes on.
   *
   * @param options how it trains
   * @param step the last step done before, 0 for a new run
   */
  default void onStart(TrainingOptions options, long step) {}

  /**
   * A step was done.
   *
   * @param report what it did
   */
  default void onStep(StepReport report) {}

  /**
   * The model was scored.
   *
   * @param evaluation the scores
   */
  default void onEvaluation(Evaluation evaluation) {}

  /**
   * A checkpoint was written.
   *
   * @param step its step
   * @param folder where it lies
   */
  default void onCheckpoint(long step, Path folder) {}

  /** The run is over, finished, stopped or failed; nothing follows. */
  default void onEnd() {}
}
