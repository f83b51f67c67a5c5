package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = s x with a scalar s that is only known when the graph runs; free where s is 1. */
final class ScaleBy extends FusedOp {

  ScaleBy(SameDiff graph, SDVariable x, SDVariable scalar) {
    super(1, graph, x, scalar);
  }

  @Override
  public String opName() {
    return "scale_by";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public int inPlaceOf(int output) {
    return 0;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException("scale_by has no derivative: it is one");
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Memory x = Memory.of(inputs[0]);
    Memory scalar = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    boolean copy = !Views.same(inputs[0], outputs[0]);
    BoundOp scale =
        kernels.elements(
            x.length(),
            2,
            (from, to) -> {
              if (copy) {
                x.copyTo(from, y, from, to - from);
              }
              kernels.math().scale(y, from, scalar.get(0), to - from);
            });
    return () -> {
      if (copy || scalar.get(0) != 1) {
        scale.run();
      }
    };
  }
}
