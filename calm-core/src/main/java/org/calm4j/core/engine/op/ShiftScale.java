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
  private static final class Grad extends GroupedRowsGrad {
    Grad(SameDiff graph, SDVariable x, SDVariable modulation, SDVariable dy) {
      super("shift_scale", graph, x, modulation, dy, 8);
    }

    @Override
    public String opName() {
      return "shift_scale_grad";
    }

    @Override
    public int inPlaceOf(int output) {
      return output == 0 ? 2 : -1;
    }

    @Override
    void modulation(Parts parts, Memory dm, int first, int shift) {
      GroupedRows rows = parts.rows();
      int n = rows.n();
      parts.dy().copyTo(first, dm, shift, n);
      parts.math().mul(dm, shift + n, parts.dy(), first, parts.x(), first, 1, n);
      dm.clear(shift + 2 * n, rows.stride() - 2 * n);
      for (int i = 1; i < rows.perGroup(); i++) {
        int at = first + i * n;
        parts.math().axpy(dm, shift, parts.dy(), at, 1, n);
        parts.math().mulAdd(dm, shift + n, parts.dy(), at, parts.x(), at, 1, n);
      }
    }

    @Override
    void row(Parts parts, Memory dx, int at, int shift) {
      int n = parts.rows().n();
      parts.math().mulPlus(dx, at, parts.dy(), at, parts.m(), shift + n, 1, parts.dy(), at, 1, n);
    }
  }
}
