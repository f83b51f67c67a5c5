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
 * Causal grouped-query attention over whole rows of text: out = softmax(q k^T / sqrt(d)) v, where
 * position i sees the positions from starts[i] to i.
 *
 * <p>q {@code [rows * length, heads * d]}, k and v {@code [rows * length, kvHeads * d]}, starts
 * {@code [rows, length]} INT32: the first position that each position sees, in {@code [0, i]}.
 *
 * <p>Weights of attention exist for one position and head at a time, in the gradient as well, where
 * they are computed anew: memory grows with the length, not with its square.
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
  public long scratchLength(List<long[]> inputs) {
    return AttentionRows.turnedLength(inputs.get(1), inputs.get(3));
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
    throw new IllegalStateException("causal_attention needs room for turned keys");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    AttentionRows rows = new AttentionRows(shape, inputs, kernels.workers().threads());
    Memory out = Memory.of(outputs[0]);
    Memory turnedKeys = Memory.of(scratch);
    RowMath math = kernels.math();
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
                  try {
                    for (int task = from; task < to; task++) {
                      attend(math, rows, task, turnedKeys, weights, out);
                    }
                  } finally {
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

  /** All query heads of one key/value head of one text, some positions at a time. */
  private void attend(
      RowMath math, AttentionRows rows, int task, Memory turned, Memory weights, Memory out) {
    int text = task / shape.keyValueHeads();
    int kv = task % shape.keyValueHeads();
    int length = rows.length();
    int keysAt = task * shape.headDim() * rows.padded();
    rows.turn(rows.k, text, kv, turned, keysAt);
    for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
      for (int i = 0; i < length; i += AttentionRows.TILE) {
        int count = Math.min(AttentionRows.TILE, length - i);
        attend(math, rows, text, head, i, count, turned, keysAt, weights, out);
      }
    }
  }

  /** Neighbours see almost the same: scores and outputs are products of their rows together. */
  private void attend(
      RowMath math,
      AttentionRows rows,
      int text,
      int head,
      int first,
      int count,
      Memory turned,
      int keysAt,
      Memory weights,
      Memory out) {
    int d = shape.headDim();
    int qs = shape.queryWidth();
    int from = first;
    for (int i = first; i < first + count; i++) {
      from = Math.min(from, rows.start(text, i));
    }
    int seen = first + count - from;
    int whole = AttentionRows.padded(seen);
    int query = rows.queryAt(text, first, head);
    math.multiply(
        weights,
        0,
        whole,
        rows.q,
        query,
        qs,
        count,
        turned,
        keysAt + from,
        rows.padded(),
        d,
        whole);
    for (int i = 0; i < count; i++) {
      int start = rows.start(text, first + i) - from;
      AttentionRows.forget(weights, i * whole, start, first + i + 1 - from, whole);
      AttentionRows.soften(math, weights, i * whole, shape.scale(), whole);
    }
    int valuesAt = rows.keyAt(text, from, head / shape.group());
    int vs = shape.keyValueWidth();
    math.multiply(out, query, qs, weights, 0, whole, count, rows.v, valuesAt, vs, seen, d);
  }
}
