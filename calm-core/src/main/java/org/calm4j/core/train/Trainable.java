package org.calm4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model under training: it computes gradients and knows nothing of files or schedules.
 *
 * <p>Resuming gives the same bits if {@link #computeGradients} is a function of the weights, the
 * step, the micro-batch and the data cursor alone: draw every random number from {@link
 * org.calm4j.core.random.RandomStreams} with the step and the micro-batch as indices.
 *
 * <p>Not thread-safe: one trainer calls it from one thread.
 */
public interface Trainable extends AutoCloseable {

  /** The key under which {@link #computeGradients} reports the loss that is minimised. */
  String LOSS = "loss";

  /**
   * The parameters, live: an optimiser writes into these arrays.
   *
   * @return FLOAT arrays by name, always in the same order
   */
  Map<String, INDArray> parameters();

  /**
   * Takes the next micro-batch of the data and computes the gradients of its mean loss into {@link
   * #gradients()}, replacing what they held.
   *
   * @param step the training step, from 1
   * @param microBatch the micro-batch inside the step, from 0
   * @return the loss terms by name, the total under {@link #LOSS}
   */
  Map<String, Double> computeGradients(long step, int microBatch);

  /**
   * The gradients, live: valid after {@link #computeGradients}, and free to be overwritten by the
   * trainer.
   *
   * @return FLOAT arrays with the keys and shapes of {@link #parameters()}
   */
  Map<String, INDArray> gradients();

  /**
   * Size of a micro-batch, for rates.
   *
   * @return tokens that one call of {@link #computeGradients} learns from
   */
  long tokensPerMicroBatch();

  /**
   * Compute of a micro-batch, for plots of scores against training compute.
   *
   * @return floating-point operations of the matrix products of {@link #computeGradients}, as far
   *     as they belong to the model that is trained; 0 if unknown, also before the first call
   */
  default double flopsPerMicroBatch() {
    return 0;
  }

  /**
   * Scores the model on held-out data. It must leave parameters and data cursor alone. It may be
   * slow.
   *
   * @return metrics by name
   */
  Map<String, Double> evaluate();

  /**
   * Where the training data stands.
   *
   * @return all that {@link #restoreDataState} needs to go on with the next micro-batch
   */
  JsonNode dataState();

  /**
   * Moves the training data to a place where it stood before.
   *
   * @param state what {@link #dataState()} gave there
   * @throws IllegalArgumentException if the state does not fit the data
   */
  void restoreDataState(JsonNode state);

  /** Frees what the model owns off the heap. */
  @Override
  void close();
}
