package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map y = x W^T + b: x {@code [rows, in]}, W {@code [out, in]}, b {@code [out]} or none.
 */
public final class Linear extends FusedOp {
  private final boolean bias;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [rows, in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null
   */
  public Linear(SameDiff graph, SDVariable x, SDVariable weight, @Nullable SDVariable bias) {
    super(
        1, graph, bias == null ? new SDVariable[] {x, weight} : new SDVariable[] {x, weight, bias});
    this.bias = bias != null;
  }

  @Override
  public String opName() {
    return "linear";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] x = inputs.get(0);
    long[] weight = inputs.get(1);
    if (x.length != 2 || weight.length != 2 || x[1] != weight[1]) {
      throw new IllegalArgumentException(
          "linear needs x [rows, in] and a weight [out, in], got %s and %s"
              .formatted(Arrays.toString(x), Arrays.toString(weight)));
    }
    return List.of(new long[] {x[0], weight[0]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(0)[1] * inputs.get(1)[0];
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    List<@Nullable SDVariable> result = new ArrayList<>();
    result.add(new LinearInputGrad(sameDiff, dy, arg(1), null).outputVariable());
    result.add(new LinearWeightGrad(sameDiff, dy, arg(0)).outputVariable());
    if (bias) {
      result.add(new ColumnSum(sameDiff, dy).outputVariable());
    }
    return result;
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return LinearProduct.of(kernels, inputs[0], inputs[1], bias ? inputs[2] : null, outputs[0]);
  }
}
