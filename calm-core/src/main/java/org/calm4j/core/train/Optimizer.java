package org.calm4j.core.train;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Updates parameters from gradients. Which parameters and which gradients is settled when it is
 * made.
 *
 * <p>Not thread-safe.
 */
public interface Optimizer {

  /**
   * Does one update. If the gradient norm is not finite, parameters and moments may be lost: the
   * trainer stops then.
   *
   * @param learningRate the rate of this step, at least 0
   * @param gradientScale factor to be applied to the gradients first: 1 / micro-batches, since the
   *     trainer hands over their sum
   * @return the global norm of the scaled gradients, before clipping
   */
  double update(double learningRate, double gradientScale);

  /**
   * Number of updates done so far, also before a resume.
   *
   * @return at least 0
   */
  long updates();

  /**
   * Sets the number of updates, for bias corrections.
   *
   * @param updates what {@link #updates()} gave when the moments were saved
   */
  void restoreUpdates(long updates);

  /**
   * The moments, live: they are saved from these arrays and restored into them.
   *
   * @return arrays by name, always in the same order; empty if there is no state
   */
  Map<String, INDArray> state();
}
