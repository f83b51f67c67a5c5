package org.calm4j.lm.head;

import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What turns hidden states into vectors. Immutable; {@code docs/heads.md} tells how to add one.
 *
 * <p>Every random number enters as a placeholder that {@link #draws} names, so that a loss is a
 * function of its inputs, and a run resumes to the same bits.
 */
public interface Head {

  /**
   * The parameters under their published names, with what they start from.
   *
   * @return specifications in a fixed order
   */
  List<ParameterSpec> parameters();

  /**
   * The random numbers that {@link #loss} reads, a placeholder each.
   *
   * @return in a fixed order
   */
  List<HeadDraw> draws();

  /**
   * Writes head and loss into a graph.
   *
   * @param scope the graph and its weights
   * @param inputs what it is computed from
   * @return {@code loss}, a scalar; every one of {@link #terms}; and what else is worth knowing
   */
  Map<String, SDVariable> loss(GraphScope scope, HeadInputs inputs);

  /**
   * What training tells besides the loss.
   *
   * @return names of outputs of {@link #loss}, {@code [positions]} each
   */
  List<String> terms();

  /**
   * How the random numbers are distributed that {@link VectorSampler#draw} asks for.
   *
   * @return the same for all of them
   */
  Distribution noise();

  /**
   * Prepares sampling.
   *
   * @param weights arrays by parameter name; stay the caller's
   * @param spelling how layers are written
   * @param engine what it runs on; stays the caller's
   * @param plans plans to keep, for different numbers of vectors
   * @return a sampler, owned by the caller
   */
  VectorSampler sampler(Map<String, INDArray> weights, Spelling spelling, Engine engine, int plans);

  /**
   * What vectors cost.
   *
   * @param samples vectors drawn from one hidden state
   * @return floating-point operations of matrix products, two per multiplication
   */
  long samplingFlops(int samples);
}
