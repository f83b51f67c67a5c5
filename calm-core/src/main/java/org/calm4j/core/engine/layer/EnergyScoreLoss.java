package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.EnergyScore;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The energy loss (paper section 3.3): minus the weighted sum over positions of
 *
 * <p>sum |x_i - x_k|^beta / (N (N - 1)) - 2 sum |x_i - y_j|^beta / (N M), y_j = mean + e_j
 * exp(logStd).
 *
 * @param samples N, samples per position
 * @param targets M, draws of the posterior per position
 * @param latent length of a vector
 * @param beta the exponent
 */
public record EnergyScoreLoss(int samples, int targets, int latent, double beta) {

  /**
   * What the loss gives.
   *
   * @param loss scalar
   * @param within sum |x_i - x_k|^beta / (N (N - 1)), {@code [positions]}
   * @param across sum |x_i - y_j|^beta / (N M), {@code [positions]}
   */
  public record Terms(SDVariable loss, SDVariable within, SDVariable across) {}

  /**
   * Writes the loss into a graph.
   *
   * @param scope the graph
   * @param x {@code [positions * N, latent]}
   * @param mean {@code [positions, latent]}
   * @param logStd {@code [positions, latent]}
   * @param noise standard normal e, {@code [positions * M, latent]}
   * @param weights {@code [positions]}; 0 leaves a position out
   * @return loss and terms
   */
  public Terms apply(
      GraphScope scope,
      SDVariable x,
      SDVariable mean,
      SDVariable logStd,
      SDVariable noise,
      SDVariable weights) {
    if (scope.fused()) {
      SDVariable[] out =
          new EnergyScore(scope.graph(), x, mean, logStd, noise, weights, beta).outputVariables();
      return new Terms(out[0], out[2], out[3]);
    }
    SameDiff graph = scope.graph();
    // Around the mean, so that |x|^2 + |y|^2 - 2 x.y cancels less.
    SDVariable center = graph.reshape(mean, -1, 1, latent);
    SDVariable std = graph.reshape(graph.math().exp(logStd), -1, 1, latent);
    SDVariable xs = graph.reshape(x, -1, samples, latent).sub(center);
    SDVariable ys = graph.reshape(noise, -1, targets, latent).mul(std);
    SDVariable differences =
        graph.reshape(xs, -1, samples, 1, latent).sub(graph.reshape(xs, -1, 1, samples, latent));
    SDVariable own = differences.mul(differences).sum(3);
    SDVariable xx = xs.mul(xs).sum(true, 2);
    SDVariable yy = graph.reshape(ys.mul(ys).sum(2), -1, 1, targets);
    SDVariable xy = graph.mmul(xs, ys, false, true, false);
    SDVariable other = graph.math().max(xx.add(yy).sub(xy.mul(2)), graph.constant(0f));
    SDVariable within = power(graph, own).sum(1, 2).mul(1 / (samples * (samples - 1.0)));
    SDVariable across = power(graph, other).sum(1, 2).mul(1 / ((double) samples * targets));
    SDVariable loss = across.mul(2).sub(within).mul(weights).sum();
    return new Terms(loss, within, across);
  }

  /** d^beta of squared distances; zero, with gradient zero, where they are zero. */
  private SDVariable power(SameDiff graph, SDVariable squares) {
    SDVariable apart = graph.math().sign(squares);
    SDVariable safe = squares.add(apart.rsub(1));
    SDVariable power = beta == 1 ? graph.math().sqrt(safe) : graph.math().pow(safe, beta / 2);
    return power.mul(apart);
  }
}
