package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x / (1 + exp(-x)), any shape. */
public final class Silu extends FusedOp {
  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x any shape
   */
  public Silu(SameDiff graph, SDVariable x) {
    super(1, graph, x);
  }

  @Override
  public String opName() {
    return "silu";
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
    return List.of(new Grad(sameDiff, arg(0), gradients.get(0)).outputVariable());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Memory x = Memory.of(inputs[0]);
    Memory y = Memory.of(outputs[0]);
    return kernels.elements(
        x.length(), 6, (from, to) -> kernels.math().silu(y, from, x, from, to - from));
  }

  /** With s = 1 / (1 + exp(-x)): dx = dy s (1 + x (1 - s)). */
  private static final class Grad extends GradientOp {
    Grad(SameDiff graph, SDVariable x, SDVariable dy) {
      super("silu", 1, graph, x, dy);
    }

    @Override
    public String opName() {
      return "silu_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public int inPlaceOf(int output) {
      return 1;
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      Memory x = Memory.of(inputs[0]);
      Memory dy = Memory.of(inputs[1]);
      Memory dx = Memory.of(outputs[0]);
      return kernels.elements(
          x.length(),
          8,
          (from, to) -> kernels.math().siluGrad(dx, from, x, from, dy, from, to - from));
    }
  }
}
