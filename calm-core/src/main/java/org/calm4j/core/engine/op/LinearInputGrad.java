package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** dx = dy W, or dx = base + dy W: dy {@code [rows, out]}, W {@code [out, in]}. */
final class LinearInputGrad extends GradientOp implements Accumulating {

  LinearInputGrad(SameDiff graph, SDVariable dy, SDVariable weight, @Nullable SDVariable base) {
    super(
        "linear",
        1,
        graph,
        base == null ? new SDVariable[] {dy, weight} : new SDVariable[] {dy, weight, base});
  }

  @Override
  public String opName() {
    return "linear_input_grad";
  }

  @Override
  public boolean hasBase() {
    return args().length == 3;
  }

  @Override
  public SDVariable onto(SDVariable base) {
    return new LinearInputGrad(sameDiff, arg(0), arg(1), base).outputVariable();
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[0], inputs.get(1)[1]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(0)[1] * inputs.get(1)[1];
  }

  @Override
  public int inPlaceOf(int output) {
    return hasBase() ? 2 : -1;
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    INDArray dx = outputs[0];
    if (inputs.length < 3) {
      return MatrixProduct.of(kernels, inputs[0], false, inputs[1], false, dx, false);
    }
    BoundOp product = MatrixProduct.of(kernels, inputs[0], false, inputs[1], false, dx, true);
    if (Views.same(inputs[2], dx)) {
      return product;
    }
    Memory from = Memory.of(inputs[2]);
    Memory to = Memory.of(dx);
    return new BoundOp() {
      @Override
      public void run() {
        from.copyTo(0, to, 0, from.length());
        product.run();
      }

      @Override
      public void close() {
        product.close();
      }
    };
  }
}
