package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Root-mean-square normalisation: y = w * x / sqrt(mean(x^2) + epsilon), x {@code [..., n]}, w
 * {@code [n]}.
 */
public final class RmsNorm extends FusedOp {
  private final double epsilon;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [..., n]}
   * @param weight {@code [n]}
   * @param epsilon added under the root
   */
  public RmsNorm(SameDiff graph, SDVariable x, SDVariable weight, double epsilon) {
    super(1, graph, x, weight);
    this.epsilon = epsilon;
  }

  @Override
  public String opName() {
    return "rms_norm";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(new long[] {width(inputs.get(0))}, inputs.get(1));
    return List.of(inputs.get(0));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] out =
        new RmsNormGrad(sameDiff, arg(0), arg(1), gradients.get(0), epsilon).outputVariables();
    return List.of(out[0], out[1]);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    Memory x = Memory.of(inputs[0]);
    Memory weight = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    RowMath math = kernels.math();
    return kernels.rows(
        rows,
        2 * width,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int at = row * width;
            float scale = inverseRms(math, x, at, width, epsilon);
            math.mul(y, at, x, at, weight, 0, scale, width);
          }
        });
  }

  static float inverseRms(RowMath math, Memory x, int at, int width, double epsilon) {
    return (float) (1 / Math.sqrt((double) math.dot(x, at, x, at, width) / width + epsilon));
  }
}
