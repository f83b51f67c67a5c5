package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The energy score of samples against draws of a normal distribution (paper section 3.3): per
 * position, with samples x_1..x_N and targets y_j = mean + e_j exp(logStd), j = 1..M,
 *
 * <p>score = sum over i, k of |x_i - x_k|^beta / (N (N - 1)) - 2 sum over i, j of |x_i - y_j|^beta
 * / (N M),
 *
 * <p>and loss = - sum over positions of weight * score. A distance of zero has gradient zero.
 *
 * <p>x {@code [positions * N, latent]}, mean and logStd {@code [positions, latent]}, e {@code
 * [positions * M, latent]}, weights {@code [positions]}; positions of weight 0 are left out
 * whatever stands there. Outputs: loss (scalar), dx for an upstream gradient of 1, and per position
 * the two sums, sum |x_i - x_k|^beta / (N (N - 1)) and sum |x_i - y_j|^beta / (N M). Only x has a
 * gradient: the targets come from a frozen autoencoder.
 */
public final class EnergyScore extends FusedOp {
  private final double beta;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [positions * N, latent]}
   * @param mean {@code [positions, latent]}
   * @param logStd {@code [positions, latent]}
   * @param noise e, {@code [positions * M, latent]}
   * @param weights {@code [positions]}
   * @param beta the exponent, above 0 and at most 2
   */
  public EnergyScore(
      SameDiff graph,
      SDVariable x,
      SDVariable mean,
      SDVariable logStd,
      SDVariable noise,
      SDVariable weights,
      double beta) {
    super(4, graph, x, mean, logStd, noise, weights);
    this.beta = beta;
  }

  @Override
  public String opName() {
    return "energy_score";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] x = inputs.get(0);
    long[] mean = inputs.get(1);
    long[] noise = inputs.get(3);
    requireSame(mean, inputs.get(2));
    requireSame(new long[] {mean[0]}, inputs.get(4));
    boolean fits =
        x.length == 2
            && noise.length == 2
            && x[1] == mean[1]
            && noise[1] == mean[1]
            && x[0] % mean[0] == 0
            && x[0] >= 2 * mean[0]
            && noise[0] % mean[0] == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "energy_score needs at least 2 samples and 1 target for each of the positions %s, got %s and %s"
              .formatted(Arrays.toString(mean), Arrays.toString(x), Arrays.toString(noise)));
    }
    return List.of(new long[0], x, inputs.get(4), inputs.get(4));
  }

  @Override
  public long flops(List<long[]> inputs) {
    long samples = inputs.get(0)[0] / inputs.get(1)[0];
    long targets = inputs.get(3)[0] / inputs.get(1)[0];
    return 2 * inputs.get(0)[0] * (targets + samples) * inputs.get(0)[1] * 2;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dx = new ScaleBy(sameDiff, outputVariables()[1], gradients.get(0)).outputVariable();
    return Arrays.asList(dx, null, null, null, null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new EnergyScoreRows(kernels, inputs, outputs, beta);
  }
}
