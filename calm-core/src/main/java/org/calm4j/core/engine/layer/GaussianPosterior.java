package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.ClampedKl;
import org.calm4j.core.engine.op.GaussianSample;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Normal distributions of independent dimensions, one per row (paper section 2.2): {@code [rows, 2
 * n]}, n means beside the logarithms of n standard deviations.
 */
public final class GaussianPosterior {
  private GaussianPosterior() {}

  /**
   * Splits the rows.
   *
   * @param scope the graph
   * @param posterior {@code [rows, 2 n]}
   * @return mean and logStd, {@code [rows, n]} each
   */
  public static SDVariable[] split(GraphScope scope, SDVariable posterior) {
    return scope.graph().split(posterior, 2, 1);
  }

  /**
   * Draws: scale (mean + noise exp(logStd)).
   *
   * @param scope the graph
   * @param posterior {@code [rows, 2 n]}
   * @param noise standard normal, {@code [rows, n]}; gets no gradient
   * @param scale of every entry of the draw, {@code [rows, n]}; gets no gradient
   * @return {@code [rows, n]}
   */
  public static SDVariable sample(
      GraphScope scope, SDVariable posterior, SDVariable noise, SDVariable scale) {
    if (scope.fused()) {
      return new GaussianSample(scope.graph(), posterior, noise, scale).outputVariable();
    }
    SDVariable[] halves = split(scope, posterior);
    return halves[0].add(noise.mul(scope.graph().math().exp(halves[1]))).mul(scale);
  }

  /**
   * The divergence from the standard normal distribution: the mean over rows of the sum over
   * dimensions of max((mean^2 + std^2 - 1) / 2 - logStd, clamp).
   *
   * @param scope the graph
   * @param posterior {@code [rows, 2 n]}
   * @param clamp least divergence of a dimension, in nats
   * @return a scalar
   */
  public static SDVariable clampedKl(GraphScope scope, SDVariable posterior, double clamp) {
    SameDiff graph = scope.graph();
    if (scope.fused()) {
      return new ClampedKl(graph, posterior, clamp).outputVariables()[0];
    }
    SDVariable[] halves = split(scope, posterior);
    SDVariable mean = halves[0];
    SDVariable logStd = halves[1];
    SDVariable std = graph.math().exp(logStd);
    SDVariable kl = mean.mul(mean).add(std.mul(std)).sub(logStd.mul(2)).sub(1).mul(0.5);
    return graph.math().max(kl, graph.constant((float) clamp)).sum(1).mean();
  }
}
