package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.ProductRoom;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Causal grouped-query attention over whole rows of text: out = softmax(q k^T / sqrt(d)) v, where
 * position i sees the positions from starts[i] to i.
 *
 * <p>q {@code [rows * length, heads * d]}, k and v {@code [rows * length, kvHeads * d]}, starts
 * {@code [rows, length]} INT32: the first position that each position sees, in {@code [0, i]}.
 *
 * <p>Weights of attention exist for a tile of positions of one head at a time, in the gradient as
 * well, where they are computed anew: memory grows with the length, not with its square.
 */
public final class CausalAttention extends FusedOp {
  private final AttentionShape shape;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param q {@code [rows * length, heads * d]}
   * @param k {@code [rows * length, kvHeads * d]}
   * @param v {@code [rows * length, kvHeads * d]}
   * @param starts {@code [rows, length]}, INT32
   * @param shape heads and their width
   */
  public CausalAttention(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable starts,
      AttentionShape shape) {
    super(1, graph, q, k, v, starts);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "causal_attention";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    shape.require(inputs.get(0), inputs.get(1), inputs.get(2));
    if (rows(inputs.get(0)) != inputs.get(3)[0] * inputs.get(3)[1]) {
      throw new IllegalArgumentException(
          "causal_attention needs starts [rows, length] for each of %d positions, got %s"
              .formatted(inputs.get(0)[0], Arrays.toString(inputs.get(3))));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(3)[1] * shape.queryWidth();
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] out =
        new CausalAttentionGrad(sameDiff, arg(0), arg(1), arg(2), arg(3), gradients.get(0), shape)
            .outputVariables();
    return Arrays.asList(out[0], out[1], out[2], null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    AttentionRows rows = new AttentionRows(shape, inputs, kernels.workers().threads(), 1);
    Memory out = Memory.of(outputs[0]);
    int tasks = rows.texts() * shape.keyValueHeads();
    int cost = (int) Math.min(Integer.MAX_VALUE, (long) rows.length() * rows.length());
    return new BoundOp() {
      @Override
      public void run() {
        kernels
            .workers()
            .run(
                tasks,
                cost,
                (from, to) -> {
                  Memory weights = rows.borrow();
                  ProductRoom room = kernels.blocks().borrow();
                  try {
                    for (int task = from; task < to; task++) {
                      attend(kernels, rows, task, weights, room, out);
                    }
                  } finally {
                    kernels.blocks().giveBack(room);
                    rows.giveBack(weights);
                  }
                });
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  /** All query heads of one key/value head of one text, a tile of neighbours at a time. */
  private void attend(
      Kernels kernels, AttentionRows rows, int task, Memory weights, ProductRoom room, Memory out) {
    int text = task / shape.keyValueHeads();
    int kv = task % shape.keyValueHeads();
    for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
      for (int i = 0; i < rows.length(); i += AttentionRows.TILE) {
        int count = Math.min(AttentionRows.TILE, rows.length() - i);
        int from = rows.seenFrom(text, i, count);
        int seen = i + count - from;
        rows.weights(kernels, room, text, head, i, count, from, weights);
        Matrix tile = new Matrix(weights, 0, count, seen, AttentionRows.padded(seen));
        Factor values = new Factor(rows.keys(rows.v, text, from, seen, kv), false);
        Matrix result = rows.queries(out, text, i, count, head);
        kernels.blocks().multiply(room, new Factor(tile, false), values, result, false);
      }
    }
  }
}
