package org.calm4j.lm.head;

import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.HeadConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the losses of the flow and diffusion heads share: N rows per position, side by side, each
 * with a time, a target and noise of its own.
 *
 * @param network the network
 * @param samples rows per position, N
 */
record TimedLoss(TimeNetwork network, int samples) {
  /** Placeholder: even on [0, 1), {@code [positions * N, 1]}; times are made of it. */
  static final String TIME = "time";

  /** Placeholder: standard normal draws of targets {@code [positions * N, latent]}. */
  static final String TARGET_NOISE = "target_noise";

  /** Placeholder: where vectors come from, standard normal {@code [positions * N, latent]}. */
  static final String START = "start";

  /**
   * The network of a head and its rows.
   *
   * @param model the model's sizes
   * @param head the head's
   * @param out length of the network's output
   */
  static TimedLoss of(CalmConfig model, HeadConfig head, int out) {
    TimeNetwork network =
        new TimeNetwork(
            model.latentSize(),
            model.backbone().hiddenSize(),
            head.numMlpLayers(),
            out,
            model.backbone().rmsNormEps());
    return new TimedLoss(network, head.numSamples());
  }

  HeadDraw time() {
    return new HeadDraw(TIME, "time", Distribution.UNIT, samples, 1);
  }

  HeadDraw targetNoise() {
    return normal(TARGET_NOISE, "target-noise");
  }

  HeadDraw start() {
    return normal(START, "start-noise");
  }

  private HeadDraw normal(String placeholder, String stream) {
    return new HeadDraw(placeholder, stream, Distribution.NORMAL, samples, network.latent());
  }

  /** Writes one draw of the posterior per row, mean + e exp(logStd). */
  SDVariable targets(GraphScope scope, HeadInputs inputs) {
    SameDiff graph = scope.graph();
    int latent = network.latent();
    SDVariable noise = graph.reshape(targetNoise().declare(scope), -1, samples, latent);
    SDVariable std = graph.reshape(graph.math().exp(inputs.logStd()), -1, 1, latent);
    SDVariable drawn = noise.mul(std).add(graph.reshape(inputs.mean(), -1, 1, latent));
    return graph.reshape(drawn, -1, latent);
  }

  /** Writes floor(1000 u) in float32, {@code [rows]}, INT32. */
  static SDVariable indices(GraphScope scope, SDVariable u) {
    SDVariable scaled = scope.graph().reshape(u, -1).mul(TimeNetwork.TIMES);
    return scope.graph().castTo(scaled, DataType.INT32);
  }

  /** Writes the network's output for all rows; what acts on a hidden state alone, once per it. */
  SDVariable predict(GraphScope scope, SDVariable x, SDVariable indices, SDVariable hidden) {
    SameDiff graph = scope.graph();
    int[] all = new int[TimeNetwork.TIMES];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    SDVariable table = graph.constant(TimeNetwork.waves(all));
    SDVariable waves = EmbeddingLayer.rows(scope, table, indices, TimeNetwork.TIMES);
    int width = network.width();
    SDVariable times = graph.reshape(network.times(scope, waves), -1, samples, width);
    SDVariable shared = graph.reshape(network.conditions(scope, hidden), -1, 1, width);
    return network.apply(scope, x, graph.reshape(times.add(shared), -1, width), 1);
  }

  /** Writes the mean over the rows of each position, {@code [positions]}. */
  SDVariable perPosition(GraphScope scope, SDVariable perRow) {
    return scope.graph().reshape(perRow, -1, samples).mean(1);
  }
}
