package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The divergence of normal distributions from the standard one, each dimension clamped from below
 * (paper section 2.2): the mean over rows of the sum over dimensions of max((mean^2 + std^2 - 1) /
 * 2 - logStd, clamp), in float64.
 *
 * <p>Posterior {@code [rows, 2 n]} with mean and logStd side by side. Outputs: the divergence
 * (scalar), and for an upstream gradient of 1 the gradient {@code [rows, 2 n]}; it is zero where
 * the clamp holds.
 */
public final class ClampedKl extends FusedOp {
  /** Floats touched per dimension, with an exponential. */
  private static final int COST = 30;

  private final double clamp;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param posterior {@code [rows, 2 n]}
   * @param clamp least divergence of a dimension, in nats
   */
  public ClampedKl(SameDiff graph, SDVariable posterior, double clamp) {
    super(2, graph, posterior);
    this.clamp = clamp;
  }

  @Override
  public String opName() {
    return "clamped_kl";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] posterior = inputs.get(0);
    if (posterior.length != 2 || posterior[1] % 2 != 0) {
      throw new IllegalArgumentException(
          "clamped_kl needs rows of means and as many logStds, got " + Arrays.toString(posterior));
    }
    return List.of(new long[0], posterior);
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new ScaleBy(sameDiff, outputVariables()[1], gradients.get(0)).outputVariable());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new Bound(
        kernels,
        inputs[0],
        outputs[0] == null ? null : Memory.of(outputs[0]),
        outputs[1] == null ? null : Memory.of(outputs[1]));
  }

  private final class Bound implements BoundOp {
    private final int n;
    private final Memory posterior;
    private final @Nullable Memory kl;
    private final @Nullable Memory gradient;
    private final double[] ofRow;
    private final BoundOp rows;

    Bound(Kernels kernels, INDArray posterior, @Nullable Memory kl, @Nullable Memory gradient) {
      n = width(posterior.shape()) / 2;
      this.posterior = Memory.of(posterior);
      this.kl = kl;
      this.gradient = gradient;
      ofRow = new double[(int) posterior.size(0)];
      rows = kernels.rows(ofRow.length, COST * n, this::diverge);
    }

    @Override
    public void run() {
      rows.run();
      double sum = 0;
      for (double value : ofRow) {
        sum += value;
      }
      if (kl != null) {
        kl.set(0, (float) (sum / ofRow.length));
      }
    }

    private void diverge(int from, int to) {
      for (int row = from; row < to; row++) {
        double sum = 0;
        for (int at = 2 * row * n; at < (2 * row + 1) * n; at++) {
          double mean = posterior.get(at);
          double logStd = posterior.get(at + n);
          double variance = Math.exp(2 * logStd);
          double nats = (mean * mean + variance - 1) / 2 - logStd;
          sum += Math.max(nats, clamp);
          if (gradient != null) {
            double part = nats > clamp ? 1.0 / ofRow.length : 0;
            gradient.set(at, (float) (part * mean));
            gradient.set(at + n, (float) (part * (variance - 1)));
          }
        }
        ofRow[row] = sum;
      }
    }
  }
}
