package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gate of {@link SwiGlu} where gate and up are the halves of one row: x {@code [rows, 2 n]} to
 * h = silu(first half) * second half {@code [rows, n]}.
 */
public final class GatedHalves extends FusedOp {
  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [rows, 2 n]}
   */
  public GatedHalves(SameDiff graph, SDVariable x) {
    super(1, graph, x);
  }

  @Override
  public String opName() {
    return "gated_halves";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] x = inputs.get(0);
    if (x.length != 2 || x[1] % 2 != 0) {
      throw new IllegalArgumentException(
          "gated_halves needs rows of even length, got " + Arrays.toString(x));
    }
    return List.of(new long[] {x[0], x[1] / 2});
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new Grad(sameDiff, arg(0), gradients.get(0)).outputVariable());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int half = width(inputs[0].shape()) / 2;
    int rows = (int) rows(inputs[0].shape());
    Memory x = Memory.of(inputs[0]);
    Memory h = Memory.of(outputs[0]);
    return kernels.rows(
        rows,
        8 * half,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int gate = 2 * row * half;
            kernels.math().swiGlu(h, row * half, x, gate, x, gate + half, half);
          }
        });
  }

  /** The gradients of {@link SwiGlu}, side by side. */
  private static final class Grad extends GradientOp {
    Grad(SameDiff graph, SDVariable x, SDVariable dh) {
      super("gated_halves", 1, graph, x, dh);
    }

    @Override
    public String opName() {
      return "gated_halves_grad";
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
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      int half = width(inputs[1].shape());
      int rows = (int) rows(inputs[1].shape());
      Memory x = Memory.of(inputs[0]);
      Memory dh = Memory.of(inputs[1]);
      Memory dx = Memory.of(outputs[0]);
      return kernels.rows(
          rows,
          12 * half,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              int gate = 2 * row * half;
              int up = gate + half;
              kernels.math().swiGluGrad(dx, gate, dx, up, x, gate, x, up, dh, row * half, half);
            }
          });
    }
  }
}
