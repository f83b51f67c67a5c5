package org.calm4j.core.train;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run met a loss, a gradient or a weight that is NaN or infinite, and was stopped. */
public final class NonFiniteLossException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** The step where the value was seen, from 1. */
  private final long step;

  /**
   * Makes the sentence.
   *
   * @param what what is not finite, for example {@code loss}
   * @param value its value
   * @param step the step where it was seen
   * @param learningRate the rate of that step
   * @param checkpoint the last good checkpoint, null if there is none yet
   */
  public NonFiniteLossException(
      String what, double value, long step, double learningRate, @Nullable Path checkpoint) {
    super(
        String.format(
            Locale.ROOT,
            "training stopped: the %s became %s at step %d (learning rate %.3g); %s; a plain"
                + " resume would meet it again, so try a lower learning rate, a longer warm-up or"
                + " harder gradient clipping in a new output folder",
            what,
            Double.isNaN(value) ? "NaN" : "infinite",
            step,
            learningRate,
            checkpoint == null
                ? "there is no checkpoint before it"
                : "the last good checkpoint is " + checkpoint));
    this.step = step;
  }

  /**
   * The step where the value was seen.
   *
   * @return the step, from 1
   */
  public long step() {
    return step;
  }
}
