package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A draw of a normal distribution by the reparameterisation trick (Kingma and Welling, arXiv
 * 1312.6114), its entries scaled: y = scale (mean + e exp(logStd)).
 *
 * <p>Posterior {@code [rows, 2 n]} with mean and logStd side by side, noise e and scale {@code
 * [rows, n]}, y {@code [rows, n]}. Noise and scale have no gradient. Entries are few, so they are
 * computed one by one, in float64.
 */
public final class GaussianSample extends FusedOp {
  /** Floats touched per entry, with an exponential. */
  private static final int COST = 30;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param posterior {@code [rows, 2 n]}
   * @param noise {@code [rows, n]}
   * @param scale {@code [rows, n]}
   */
  public GaussianSample(SameDiff graph, SDVariable posterior, SDVariable noise, SDVariable scale) {
    super(1, graph, posterior, noise, scale);
  }

  @Override
  public String opName() {
    return "gaussian_sample";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] noise = inputs.get(1);
    requireSame(new long[] {noise[0], 2 * noise[1]}, inputs.get(0));
    requireSame(noise, inputs.get(2));
    return List.of(noise);
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dPosterior =
        new Grad(sameDiff, arg(0), arg(1), arg(2), gradients.get(0)).outputVariable();
    return Arrays.asList(dPosterior, null, null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int n = width(inputs[1].shape());
    Memory posterior = Memory.of(inputs[0]);
    Memory noise = Memory.of(inputs[1]);
    Memory scale = Memory.of(inputs[2]);
    Memory y = Memory.of(outputs[0]);
    return kernels.rows(
        (int) rows(inputs[1].shape()),
        COST * n,
        (from, to) -> {
          for (int at = from * n; at < to * n; at++) {
            int mean = at + at / n * n;
            double std = Math.exp(posterior.get(mean + n));
            y.set(at, (float) (scale.get(at) * (posterior.get(mean) + noise.get(at) * std)));
          }
        });
  }

  /** dmean = scale dy and dlogStd = scale dy e exp(logStd), side by side. */
  private static final class Grad extends GradientOp {
    Grad(SameDiff graph, SDVariable posterior, SDVariable noise, SDVariable scale, SDVariable dy) {
      super("gaussian_sample", 1, graph, posterior, noise, scale, dy);
    }

    @Override
    public String opName() {
      return "gaussian_sample_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      int n = width(inputs[1].shape());
      Memory posterior = Memory.of(inputs[0]);
      Memory noise = Memory.of(inputs[1]);
      Memory scale = Memory.of(inputs[2]);
      Memory dy = Memory.of(inputs[3]);
      Memory d = Memory.of(outputs[0]);
      return kernels.rows(
          (int) rows(inputs[1].shape()),
          COST * n,
          (from, to) -> {
            for (int at = from * n; at < to * n; at++) {
              int mean = at + at / n * n;
              double dMean = scale.get(at) * dy.get(at);
              d.set(mean, (float) dMean);
              d.set(mean + n, (float) (dMean * noise.get(at) * Math.exp(posterior.get(mean + n))));
            }
          });
    }
  }
}
