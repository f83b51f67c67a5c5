package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    requireSame(inputs.get(0), inputs.get(1));
    return List.of(inputs.get(0));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] out = new Grad(sameDiff, arg(0), arg(1), gradients.get(0)).outputVariables();
    return List.of(out[0], out[1]);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Memory gate = Memory.of(inputs[0]);
    Memory up = Memory.of(inputs[1]);
    Memory h = Memory.of(outputs[0]);
    return kernels.elements(
        h.length(),
        8,
        (from, to) -> kernels.math().swiGlu(h, from, gate, from, up, from, to - from));
  }

  /** With s = 1 / (1 + exp(-gate)): dgate = dh up s (1 + gate (1 - s)), dup = dh gate s. */
  private static final class Grad extends GradientOp {
    Grad(SameDiff graph, SDVariable gate, SDVariable up, SDVariable dh) {
      super("swiglu", 2, graph, gate, up, dh);
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
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      Memory gate = Memory.of(inputs[0]);
      Memory up = Memory.of(inputs[1]);
      Memory dh = Memory.of(inputs[2]);
      List<INDArray> unread = new ArrayList<>();
      Memory dgate = Memory.of(place(outputs[0], inputs[2], unread));
      Memory dup = Memory.of(place(outputs[1], inputs[2], unread));
      BoundOp gradients =
          kernels.elements(
              dh.length(),
              12,
              (from, to) ->
                  kernels
                      .math()
                      .swiGluGrad(
                          dgate, from, dup, from, gate, from, up, from, dh, from, to - from));
      return new BoundOp() {
        @Override
        public void run() {
          gradients.run();
        }

        @Override
        public void close() {
          unread.forEach(INDArray::close);
        }
      };
    }

    /** The kernel gives both gradients; what nobody reads needs a place all the same. */
    private static INDArray place(@Nullable INDArray output, INDArray like, List<INDArray> unread) {
      if (output != null) {
        return output;
      }
      INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, like.shape());
      unread.add(array);
      return array;
    }
  }
}
