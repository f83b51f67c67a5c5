package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of a bias: sum over the rows of dy {@code [rows, n]}. */
final class ColumnSum extends GradientOp {
  ColumnSum(SameDiff graph, SDVariable dy) {
    super("linear", 1, graph, dy);
  }

  @Override
  public String opName() {
    return "column_sum";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[1]});
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    Memory dy = Memory.of(inputs[0]);
    Memory sum = Memory.of(outputs[0]);
    Coefficients ones = Coefficients.ones(rows);
    BoundOp add =
        kernels.columns(
            width,
            rows,
            (from, to) -> {
              sum.clear(from, to - from);
              kernels.math().combine(sum, from, ones.memory(), 0, dy, from, width, rows, to - from);
            });
    return new BoundOp() {
      @Override
      public void run() {
        add.run();
      }

      @Override
      public void close() {
        ones.close();
      }
    };
  }
}
