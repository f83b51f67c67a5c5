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
    requireGroups("shift_scale", inputs.get(0), inputs.get(1), 2);
    return List.of(inputs.get(0));
  }

  /** Refuses a modulation that does not fit the rows. */
  static void requireGroups(String op, long[] x, long[] modulation, int parts) {
    if (x.length != 2
        || modulation.length != 2
        || x[0] % modulation[0] != 0
        || modulation[1] % x[1] != 0
        || modulation[1] < parts * x[1]) {
      throw new IllegalArgumentException(
          "%s needs rows [groups * k, n] and a modulation [groups, parts * n] of at least %d parts, got %s and %s"
              .formatted(op, parts, Arrays.toString(x), Arrays.toString(modulation)));
    }
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
    int rows = (int) inputs[0].size(0);
    int n = (int) inputs[0].size(1);
    int perGroup = rows / (int) inputs[1].size(0);
    int stride = (int) inputs[1].size(1);
    Memory x = Memory.of(inputs[0]);
    Memory m = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    RowMath math = kernels.math();
    return () ->
        kernels
            .workers()
            .run(
                rows,
                5 * n,
                (from, to) -> {
                  for (int row = from; row < to; row++) {
                    int at = row * n;
                    int shift = row / perGroup * stride;
                    math.mulPlus(y, at, x, at, m, shift + n, 1, x, at, 1, n);
                    math.axpy(y, at, m, shift, 1, n);
                  }
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
      int rows = (int) inputs[0].size(0);
      int n = (int) inputs[0].size(1);
      int groups = (int) inputs[1].size(0);
      int perGroup = rows / groups;
      int stride = (int) inputs[1].size(1);
      Memory x = Memory.of(inputs[0]);
      Memory m = Memory.of(inputs[1]);
      Memory dy = Memory.of(inputs[2]);
      Memory dx = outputs[0] == null ? null : Memory.of(outputs[0]);
      Memory dm = outputs[1] == null ? null : Memory.of(outputs[1]);
      RowMath math = kernels.math();
      return () ->
          kernels
              .workers()
              .run(
                  groups,
                  8 * n * perGroup,
                  (from, to) -> {
                    for (int group = from; group < to; group++) {
                      int first = group * perGroup * n;
                      int shift = group * stride;
                      if (dm != null) {
                        // Before dx: it may take the place of dy.
                        dy.copyTo(first, dm, shift, n);
                        math.mul(dm, shift + n, dy, first, x, first, 1, n);
                        clear(dm, shift + 2 * n, shift + stride);
                        for (int i = 1; i < perGroup; i++) {
                          int at = first + i * n;
                          math.axpy(dm, shift, dy, at, 1, n);
                          math.mulAdd(dm, shift + n, dy, at, x, at, 1, n);
                        }
                      }
                      for (int i = 0; dx != null && i < perGroup; i++) {
                        int at = first + i * n;
                        math.mulPlus(dx, at, dy, at, m, shift + n, 1, dy, at, 1, n);
                      }
                    }
                  });
    }
  }

  /** Sets entries to zero. */
  static void clear(Memory memory, int from, int to) {
    for (int i = from; i < to; i++) {
      memory.set(i, 0);
    }
  }
}
