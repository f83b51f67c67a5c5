package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = a + b of one shape: residual connections, and gradients that meet. */
public final class Sum extends FusedOp {

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param a any shape
   * @param b the same shape
   */
  public Sum(SameDiff graph, SDVariable a, SDVariable b) {
    super(1, graph, a, b);
  }

  @Override
  public String opName() {
    return "sum";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(inputs.get(0), inputs.get(1));
    return List.of(inputs.get(0));
  }

  @Override
  public int inPlaceOf(int output) {
    return 1;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(gradients.get(0), gradients.get(0));
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Memory a = Memory.of(inputs[0]);
    Memory b = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    return kernels.elements(
        y.length(), 3, (from, to) -> kernels.math().add(y, from, a, from, b, from, to - from));
  }
}
