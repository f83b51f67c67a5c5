package org.calm4j.lm.head;

import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A head that learns to take vectors from noise to the posterior in steps, by a network that is
 * told the time: all but the formula of the loss and the way of the steps.
 */
sealed interface TimedHead extends Head permits FlowHead, DiffusionHead {

  /**
   * The network and its rows in training.
   *
   * @return in the sizes of model and head
   */
  TimedLoss timed();

  /**
   * Writes network and loss into a graph.
   *
   * @param scope the graph and its weights
   * @param hidden hidden states {@code [positions, hidden]}
   * @param weights weight of each position in the loss {@code [positions]}
   * @param target where vectors go {@code [positions * N, latent]}
   * @param time even on [0, 1), {@code [positions * N, 1]}
   * @param start where vectors come from, standard normal {@code [positions * N, latent]}
   * @return as {@link #loss(GraphScope, HeadInputs)}
   */
  Map<String, SDVariable> loss(
      GraphScope scope,
      SDVariable hidden,
      SDVariable weights,
      SDVariable target,
      SDVariable time,
      SDVariable start);

  @Override
  default List<ParameterSpec> parameters() {
    return timed().network().parameters();
  }

  @Override
  default List<HeadDraw> draws() {
    TimedLoss timed = timed();
    return List.of(timed.targetNoise(), timed.time(), timed.start());
  }

  @Override
  default Map<String, SDVariable> loss(GraphScope scope, HeadInputs inputs) {
    TimedLoss timed = timed();
    SDVariable target = timed.targets(scope, inputs);
    SDVariable time = timed.time().declare(scope);
    SDVariable start = timed.start().declare(scope);
    return loss(scope, inputs.hidden(), inputs.weights(), target, time, start);
  }

  @Override
  default Distribution noise() {
    return Distribution.NORMAL;
  }
}
