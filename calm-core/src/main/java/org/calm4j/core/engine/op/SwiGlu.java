package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gate of a gated unit: h = silu(gate) * up, silu(a) = a / (1 + exp(-a)), all of one shape. */
public final class SwiGlu extends FusedOp {

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param gate {@code [..., n]}
   * @param up {@code [..., n]}
   */
  public SwiGlu(SameDiff graph, SDVariable gate, SDVariable up) {
    super(1, graph, gate, up);
  }

  @Override
  public String opName() {
    return "swiglu";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] out = new Grad(sameDiff, arg(0), arg(1), gradients.get(0)).outputVariables();
    return List.of(out[0], out[1]);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    Memory gate = Memory.of(inputs[0]);
    Memory up = Memory.of(inputs[1]);
    Memory h = Memory.of(outputs[0]);
    return () ->
        kernels
            .workers()
            .run(
                rows,
                8 * width,
                (from, to) ->
                    kernels
                        .math()
                        .swiGlu(
                            h,
                            from * width,
                            gate,
                            from * width,
                            up,
                            from * width,
                            (to - from) * width));
  }

  /** With s = 1 / (1 + exp(-gate)): dgate = dh up s (1 + gate (1 - s)), dup = dh gate s. */
  private static final class Grad extends FusedOp {
    Grad(SameDiff graph, SDVariable gate, SDVariable up, SDVariable dh) {
      super(2, graph, gate, up, dh);
    }

    @Override
    public String opName() {
      return "swiglu_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0), inputs.get(1));
    }

    @Override
    public int inPlaceOf(int output) {
      return output;
    }

    @Override
    public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
      throw new IllegalArgumentException(
          "swiglu has no second derivative: use the composed layers");
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      int width = width(inputs[0].shape());
      int rows = (int) rows(inputs[0].shape());
      Memory gate = Memory.of(inputs[0]);
      Memory up = Memory.of(inputs[1]);
      Memory dh = Memory.of(inputs[2]);
      Memory dgate = Memory.of(outputs[0]);
      Memory dup = Memory.of(outputs[1]);
      return () ->
          kernels
              .workers()
              .run(
                  rows,
                  12 * width,
                  (from, to) -> {
                    int at = from * width;
                    int count = (to - from) * width;
                    kernels.math().swiGluGrad(dgate, at, dup, at, gate, at, up, at, dh, at, count);
                  });
    }
  }
}
