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
 * A residual connection with a gate that groups of neighbouring rows share.
 *
 * <p>x and b {@code [groups * k, n]}, m {@code [groups, parts * n]} with the gate as its third n
 * entries; y[g k + i] = x[g k + i] + gate[g] b[g k + i]. Checked by {@code ModulationTest}.
 */
public final class GatedSum extends FusedOp {
  private static final int GATE = 2;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [groups * k, n]}
   * @param branch {@code [groups * k, n]}
   * @param modulation {@code [groups, parts * n]}, parts at least 3
   */
  public GatedSum(SameDiff graph, SDVariable x, SDVariable branch, SDVariable modulation) {
    super(1, graph, x, branch, modulation);
  }

  @Override
  public String opName() {
    return "gated_sum";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(inputs.get(0), inputs.get(1));
    GroupedRows.require("gated_sum", inputs.get(1), inputs.get(2), GATE + 1);
    return List.of(inputs.get(0));
  }

  @Override
  public int inPlaceOf(int output) {
    return 0;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    SDVariable[] rest = new Grad(sameDiff, arg(1), arg(2), dy).outputVariables();
    return Arrays.asList(dy, rest[0], rest[1]);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    GroupedRows rows = GroupedRows.of(inputs[0], inputs[2]);
    int n = rows.n();
    Memory x = Memory.of(inputs[0]);
    Memory branch = Memory.of(inputs[1]);
    Memory m = Memory.of(inputs[2]);
    Memory y = Memory.of(outputs[0]);
    RowMath math = kernels.math();
    return rows.eachRow(
        kernels,
        4,
        (at, shared) -> math.mulPlus(y, at, branch, at, m, shared + GATE * n, 1, x, at, 1, n));
  }

  /** db = gate dy; dgate is the sum of b dy over the rows of a group. */
  private static final class Grad extends GroupedRowsGrad {
    Grad(SameDiff graph, SDVariable branch, SDVariable modulation, SDVariable dy) {
      super("gated_sum", graph, branch, modulation, dy, 6);
    }

    @Override
    public String opName() {
      return "gated_sum_grad";
    }

    @Override
    public int inPlaceOf(int output) {
      return output == 0 ? 0 : -1;
    }

    @Override
    void modulation(Parts parts, Memory dm, int first, int shared) {
      GroupedRows rows = parts.rows();
      int n = rows.n();
      int gate = shared + GATE * n;
      dm.clear(shared, GATE * n);
      dm.clear(gate + n, rows.stride() - (GATE + 1) * n);
      parts.math().mul(dm, gate, parts.x(), first, parts.dy(), first, 1, n);
      for (int i = 1; i < rows.perGroup(); i++) {
        int at = first + i * n;
        parts.math().mulAdd(dm, gate, parts.x(), at, parts.dy(), at, 1, n);
      }
    }

    @Override
    void row(Parts parts, Memory db, int at, int shared) {
      int n = parts.rows().n();
      parts.math().mul(db, at, parts.m(), shared + GATE * n, parts.dy(), at, 1, n);
    }
  }
}
