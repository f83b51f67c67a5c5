package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of an operation on {@link GroupedRows}: from x {@code [groups * k, n]}, the
 * modulation {@code [groups, parts * n]} and dy {@code [groups * k, n]} to dx and dm. Subclasses
 * say what happens to a group and to a row.
 */
abstract class GroupedRowsGrad extends GradientOp {
  private static final int X = 0;
  private static final int MODULATION = 1;
  private static final int DY = 2;

  private final int cost;

  /**
   * Puts the gradient into a graph.
   *
   * @param of name of the operation whose gradient it is
   * @param cost floats touched per element of x
   */
  GroupedRowsGrad(
      String of, SameDiff graph, SDVariable x, SDVariable modulation, SDVariable dy, int cost) {
    super(of, 2, graph, x, modulation, dy);
    this.cost = cost;
  }

  /** What both gradients are computed from. */
  record Parts(GroupedRows rows, Memory x, Memory m, Memory dy, RowMath math) {}

  /**
   * Computes the gradient of a group's modulation, all parts of it.
   *
   * @param dm where to
   * @param first first element of the group in x and dy
   * @param shared first element of its modulation in m and dm
   */
  abstract void modulation(Parts parts, Memory dm, int first, int shared);

  /**
   * Computes the gradient of a row.
   *
   * @param dx where to; may be the memory of an input
   * @param at first element of the row in x, dx and dy
   * @param shared first element of its modulation in m
   */
  abstract void row(Parts parts, Memory dx, int at, int shared);

  @Override
  public final List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(X), inputs.get(MODULATION));
  }

  @Override
  public final BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    GroupedRows rows = GroupedRows.of(inputs[X], inputs[MODULATION]);
    Parts parts =
        new Parts(
            rows,
            Memory.of(inputs[X]),
            Memory.of(inputs[MODULATION]),
            Memory.of(inputs[DY]),
            kernels.math());
    Memory dx = outputs[0] == null ? null : Memory.of(outputs[0]);
    Memory dm = outputs[1] == null ? null : Memory.of(outputs[1]);
    return rows.eachGroup(
        kernels,
        cost,
        (first, shared) -> {
          // The modulation first: dx may take the place of what it is computed from.
          if (dm != null) {
            modulation(parts, dm, first, shared);
          }
          int end = first + rows.perGroup() * rows.n();
          for (int at = first; dx != null && at < end; at += rows.n()) {
            row(parts, dx, at, shared);
          }
        });
  }
}
