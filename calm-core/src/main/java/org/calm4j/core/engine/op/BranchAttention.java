package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grouped-query attention of rows that are branches of one text: out = softmax(q k^T / sqrt(d)) v,
 * where row r sees the text's positions from starts[r] to ends[r] - 1, the earlier branches in
 * ancestors[r], and itself.
 *
 * <p>q {@code [rows, heads * d]}, k and v {@code [rows, kvHeads * d]}; text keys {@code [kvHeads,
 * d, capacity]} and values {@code [kvHeads, capacity, d]}, the capacity a multiple of 16; branch
 * keys and values {@code [slots, kvHeads * d]}; starts and ends {@code [rows]} INT32; ancestors
 * {@code [rows, depth]} INT32, slots or -1. What lies beyond the ends and in other slots is never
 * used. No gradient.
 *
 * <p>{@code BranchContextTest} checks it against float64 and the composed spelling.
 */
public final class BranchAttention extends FusedOp {
  private final AttentionShape shape;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param q {@code [rows, heads * d]}
   * @param k {@code [rows, kvHeads * d]}
   * @param v {@code [rows, kvHeads * d]}
   * @param textKeys {@code [kvHeads, d, capacity]}
   * @param textValues {@code [kvHeads, capacity, d]}
   * @param branchKeys {@code [slots, kvHeads * d]}
   * @param branchValues {@code [slots, kvHeads * d]}
   * @param starts first position of the text that each row sees, {@code [rows]} INT32
   * @param ends position of the text after the last that each row sees, {@code [rows]} INT32
   * @param ancestors slots of the branches that each row sees, {@code [rows, depth]} INT32
   * @param shape heads and their width
   */
  public BranchAttention(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable textKeys,
      SDVariable textValues,
      SDVariable branchKeys,
      SDVariable branchValues,
      SDVariable starts,
      SDVariable ends,
      SDVariable ancestors,
      AttentionShape shape) {
    super(
        1, graph, q, k, v, textKeys, textValues, branchKeys, branchValues, starts, ends, ancestors);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "branch_attention";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    shape.require(inputs.get(0), inputs.get(1), inputs.get(2));
    long rows = inputs.get(0)[0];
    long capacity = inputs.get(3)[2];
    requireSame(new long[] {shape.keyValueHeads(), shape.headDim(), capacity}, inputs.get(3));
    requireSame(new long[] {shape.keyValueHeads(), capacity, shape.headDim()}, inputs.get(4));
    requireSame(new long[] {inputs.get(5)[0], shape.keyValueWidth()}, inputs.get(5));
    requireSame(inputs.get(5), inputs.get(6));
    requireSame(new long[] {rows}, inputs.get(7));
    requireSame(new long[] {rows}, inputs.get(8));
    if (inputs.get(9).length != 2 || inputs.get(9)[0] != rows) {
      throw new IllegalArgumentException(
          "branch_attention needs ancestors [rows, depth] for %d rows, got %s"
              .formatted(rows, Arrays.toString(inputs.get(9))));
    }
    if (capacity % AttentionRows.VECTOR != 0) {
      throw new IllegalArgumentException(
          "branch_attention reads the text in whole vectors: its capacity must be a multiple of %d, got %d"
              .formatted(AttentionRows.VECTOR, capacity));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public long flops(List<long[]> inputs) {
    // As if the branches were spread over a text that fills the capacity.
    return 2 * inputs.get(0)[0] * inputs.get(3)[2] * shape.queryWidth();
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException(
        "branch_attention has no derivative: train with causal_attention");
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new BranchRows(shape, kernels, inputs, Memory.of(outputs[0]));
  }
}
