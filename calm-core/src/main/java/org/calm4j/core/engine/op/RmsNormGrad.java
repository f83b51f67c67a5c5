package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of {@link RmsNorm}: with r = 1 / sqrt(mean(x^2) + epsilon) of a row,
 *
 * <p>dx = r w dy - x r^3 / n * sum(w dy x), dw = sum over rows of r x dy.
 */
final class RmsNormGrad extends GradientOp {
  private final double epsilon;

  RmsNormGrad(SameDiff graph, SDVariable x, SDVariable weight, SDVariable dy, double epsilon) {
    super("rms_norm", 2, graph, x, weight, dy);
    this.epsilon = epsilon;
  }

  @Override
  public String opName() {
    return "rms_norm_grad";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1));
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    Memory x = Memory.of(inputs[0]);
    Memory weight = Memory.of(inputs[1]);
    Memory dy = Memory.of(inputs[2]);
    Memory dx = outputs[0] == null ? null : Memory.of(outputs[0]);
    Memory dw = outputs[1] == null ? null : Memory.of(outputs[1]);
    RowMath math = kernels.math();
    float[] scales = new float[rows];
    BoundOp differentiate =
        kernels.rows(
            rows,
            4 * width,
            (from, to) -> {
              for (int row = from; row < to; row++) {
                int at = row * width;
                float r = RmsNorm.inverseRms(math, x, at, width, epsilon);
                scales[row] = r;
                if (dx != null) {
                  float inner = math.dot3(x, at, weight, 0, dy, at, width);
                  float back = -r * r * r * inner / width;
                  math.mulPlus(dx, at, weight, 0, dy, at, r, x, at, back, width);
                }
              }
            });
    if (dw == null) {
      return differentiate;
    }
    BoundOp sum =
        kernels.columns(
            width,
            rows,
            (from, to) -> {
              dw.clear(from, to - from);
              for (int row = 0; row < rows; row++) {
                int at = row * width + from;
                math.mulAdd(dw, from, x, at, dy, at, scales[row], to - from);
              }
            });
    return () -> {
      differentiate.run();
      sum.run();
    };
  }
}
