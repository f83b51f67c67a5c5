package org.calm4j.lm.head;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws vectors from hidden states with plans of its own. Used by one thread.
 *
 * <pre>{@code
 * sampler.hidden(positions, samples).assign(states);
 * INDArray vectors = sampler.draw((array, draw) -> noise.normals(array, key(draw)));
 * }</pre>
 */
public interface VectorSampler extends AutoCloseable {

  /** Where random numbers come from. */
  @FunctionalInterface
  interface Noise {
    /**
     * Fills an array with numbers of the head's {@link Head#noise} distribution.
     *
     * @param array {@code [positions * samples, width]}, the samples of a position side by side
     * @param draw number of the draw within one call of {@link VectorSampler#draw}, from 0
     */
    void fill(INDArray array, int draw);
  }

  /**
   * Prepares a draw.
   *
   * @param positions number of hidden states
   * @param samples vectors per hidden state
   * @return {@code [positions, hidden]}, to be filled before {@link #draw}
   */
  INDArray hidden(int positions, int samples);

  /**
   * Draws vectors from the hidden states.
   *
   * @param noise where chance comes from
   * @return {@code [positions * samples, latent]}, the sampler's own, valid until its next call
   * @throws IllegalStateException if nothing was prepared
   */
  INDArray draw(Noise noise);

  /**
   * Where the time goes: the plans used last.
   *
   * @return a table per plan
   * @throws IllegalStateException if nothing was drawn yet
   */
  List<PlanReport> reports();

  @Override
  void close();
}
