package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rotary position: in every head of width d the pair (x[i], x[i + d/2]) of row r is turned by the
 * angle of its position, whose cosines and sines come from tables {@code [positions, d / 2]}.
 *
 * <p>x {@code [rows, heads * d]}, positions {@code [rows]} INT32. The gradient turns back.
 */
public final class Rotary extends FusedOp {
  private final boolean back;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [rows, heads * d]}
   * @param cos {@code [positions, d / 2]}
   * @param sin {@code [positions, d / 2]}
   * @param positions {@code [rows]}, INT32
   */
  public Rotary(
      SameDiff graph, SDVariable x, SDVariable cos, SDVariable sin, SDVariable positions) {
    this(graph, x, cos, sin, positions, false);
  }

  private Rotary(
      SameDiff graph,
      SDVariable x,
      SDVariable cos,
      SDVariable sin,
      SDVariable positions,
      boolean back) {
    super(1, graph, x, cos, sin, positions);
    this.back = back;
  }

  @Override
  public String opName() {
    return "rotary";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] x = inputs.get(0);
    requireSame(inputs.get(1), inputs.get(2));
    requireSame(new long[] {x[0]}, inputs.get(3));
    if (x.length != 2 || x[1] % (2 * inputs.get(1)[1]) != 0) {
      throw new IllegalArgumentException(
          "rotary needs rows of whole heads of %d, got %s"
              .formatted(2 * inputs.get(1)[1], Arrays.toString(x)));
    }
    return List.of(x);
  }

  @Override
  public int inPlaceOf(int output) {
    return 0;
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    if (back) {
      throw new IllegalArgumentException("rotary has no second derivative: use composed layers");
    }
    SDVariable dx =
        new Rotary(sameDiff, gradients.get(0), arg(1), arg(2), arg(3), true).outputVariable();
    return Arrays.asList(dx, null, null, null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    int half = width(inputs[1].shape());
    int known = (int) inputs[1].size(0);
    Memory x = Memory.of(inputs[0]);
    Memory cos = Memory.of(inputs[1]);
    Memory sin = Memory.of(inputs[2]);
    Memory positions = Memory.of(inputs[3]);
    Memory y = Memory.of(outputs[0]);
    float sign = back ? -1 : 1;
    return kernels.rows(
        rows,
        3 * width,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int position = positions.getInt(row);
            if (position < 0 || position >= known) {
              throw new IllegalArgumentException(
                  "position %d lies outside the context of %d positions"
                      .formatted(position, known));
            }
            for (int at = row * width; at < (row + 1) * width; at += 2 * half) {
              kernels.math().rotate(y, at, x, at, cos, sin, position * half, sign, half);
            }
          }
        });
  }
}
