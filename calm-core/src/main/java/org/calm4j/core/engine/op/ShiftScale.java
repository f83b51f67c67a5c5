package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows shifted and scaled by a condition that groups of neighbouring rows share.
 *
 * <p>x {@code [groups * k, n]}, m {@code [groups, parts * n]} with the shift as its first n entries
 * and the scale as its second; y[g k + i] = x[g k + i] (1 + scale[g]) + shift[g]. What else m holds
 * is left alone. Checked by {@code ModulationTest}.
 */
public final class ShiftScale extends FusedOp {

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [groups * k, n]}
   * @param modulation {@code [groups, parts * n]}, parts at least 2
   */
  public ShiftScale(SameDiff graph, SDVariable x, SDVariable modulation) {
    super(1, graph, x, modulation);
  }

  @Override
  public String opName() {
    return "shift_scale";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    GroupedRows.require("shift_scale", inputs.get(0), inputs.get(1), 2);
    return List.of(inputs.get(0));
  }

  @Override
  public int inPlaceOf(int output) {
    return 0;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    return Arrays.asList(new Grad(sameDiff, arg(0), arg(1), gradients.get(0)).outputVariables());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    GroupedRows rows = GroupedRows.of(inputs[0], inputs[1]);
    int n = rows.n();
    Memory x = Memory.of(inputs[0]);
    Memory m = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    RowMath math = kernels.math();
    return rows.eachRow(
        kernels,
        5,
        (at, shift) -> {
          math.mulPlus(y, at, x, at, m, shift + n, 1, x, at, 1, n);
          math.axpy(y, at, m, shift, 1, n);
        });
  }

  /** dx = dy (1 + scale); over the rows of a group, dshift = sum of dy and dscale = sum of dy x. */
  private static final class Grad extends FusedOp {
    Grad(SameDiff graph, SDVariable x, SDVariable modulation, SDVariable dy) {
      super(2, graph, x, modulation, dy);
    }

    @Override
    public String opName() {
      return "shift_scale_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0), inputs.get(1));
    }

    @Override
    public int inPlaceOf(int output) {
      return output == 0 ? 2 : -1;
    }

    @Override
    public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
      throw new IllegalArgumentException(
          "shift_scale has no second derivative: use the composed layers");
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      GroupedRows rows = GroupedRows.of(inputs[0], inputs[1]);
      int n = rows.n();
      Memory x = Memory.of(inputs[0]);
      Memory m = Memory.of(inputs[1]);
      Memory dy = Memory.of(inputs[2]);
      Memory dx = outputs[0] == null ? null : Memory.of(outputs[0]);
      Memory dm = outputs[1] == null ? null : Memory.of(outputs[1]);
      RowMath math = kernels.math();
      return rows.eachGroup(
          kernels,
          8,
          (first, shift) -> {
            int end = first + rows.perGroup() * n;
            if (dm != null) {
              // Before dx: it may take the place of dy.
              dy.copyTo(first, dm, shift, n);
              math.mul(dm, shift + n, dy, first, x, first, 1, n);
              dm.clear(shift + 2 * n, rows.stride() - 2 * n);
              for (int at = first + n; at < end; at += n) {
                math.axpy(dm, shift, dy, at, 1, n);
                math.mulAdd(dm, shift + n, dy, at, x, at, 1, n);
              }
            }
            for (int at = first; dx != null && at < end; at += n) {
              math.mulPlus(dx, at, dy, at, m, shift + n, 1, dy, at, 1, n);
            }
          });
    }
  }
}
