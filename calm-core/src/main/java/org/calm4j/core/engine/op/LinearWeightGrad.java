package org.calm4j.core.engine.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** dW = dy^T x {@code [out, in]}: dy {@code [rows, out]}, x {@code [rows, in]}. */
final class LinearWeightGrad extends GradientOp {

  LinearWeightGrad(SameDiff graph, SDVariable dy, SDVariable x) {
    super("linear", 1, graph, dy, x);
  }

  @Override
  public String opName() {
    return "linear_weight_grad";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[1], inputs.get(1)[1]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(0)[1] * inputs.get(1)[1];
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return MatrixProduct.of(kernels, inputs[0], true, inputs[1], false, outputs[0], false);
  }
}
