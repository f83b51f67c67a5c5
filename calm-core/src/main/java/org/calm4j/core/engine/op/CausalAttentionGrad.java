package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.ProductRoom;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients of {@link CausalAttention}: with p the weights of a query, c = 1 / sqrt(d) and g_j = dO
 * v_j,
 *
 * <p>s_j = c p_j (g_j - sum of p g), dq = sum over j of s_j k_j, dk_j += s_j q, dv_j += p_j dO.
 */
final class CausalAttentionGrad extends FusedOp {
  private final AttentionShape shape;

  CausalAttentionGrad(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable starts,
      SDVariable dOut,
      AttentionShape shape) {
    super(3, graph, q, k, v, starts, dOut);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "causal_attention_grad";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1), inputs.get(2));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 5 * inputs.get(0)[0] * inputs.get(3)[1] * shape.queryWidth();
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException(
        "causal_attention has no second derivative: use the composed layers");
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new Bound(kernels, inputs, outputs);
  }

  private final class Bound implements BoundOp {
    private final Kernels kernels;
    private final AttentionRows rows;
    private final Memory dOut;
    private final Memory dq;
    private final Memory dk;
    private final Memory dv;
    private final List<INDArray> unread = new ArrayList<>();

    Bound(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      this.kernels = kernels;
      rows = new AttentionRows(shape, inputs, kernels.workers().threads(), 2);
      dOut = Memory.of(inputs[4]);
      dq = place(outputs[0], inputs[0]);
      dk = place(outputs[1], inputs[1]);
      dv = place(outputs[2], inputs[2]);
    }

    /** All three come out of one pass; what nobody reads needs a place all the same. */
    private Memory place(@Nullable INDArray output, INDArray like) {
      if (output != null) {
        return Memory.of(output);
      }
      INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, like.shape());
      unread.add(array);
      return Memory.of(array);
    }

    @Override
    public void close() {
      rows.close();
      unread.forEach(INDArray::close);
    }

    @Override
    public void run() {
      int tasks = rows.texts() * shape.keyValueHeads();
      int cost = (int) Math.min(Integer.MAX_VALUE, 3L * rows.length() * rows.length());
      kernels
          .workers()
          .run(
              tasks,
              cost,
              (from, to) -> {
                Memory tiles = rows.borrow();
                ProductRoom room = kernels.blocks().borrow();
                try {
                  for (int task = from; task < to; task++) {
                    differentiate(task, tiles, room);
                  }
                } finally {
                  kernels.blocks().giveBack(room);
                  rows.giveBack(tiles);
                }
              });
    }

    /** All query heads of one key/value head of one text: nobody else writes its dk and dv. */
    private void differentiate(int task, Memory tiles, ProductRoom room) {
      int text = task / shape.keyValueHeads();
      int kv = task % shape.keyValueHeads();
      int length = rows.length();
      for (int i = 0; i < length; i++) {
        dk.clear(rows.keyAt(text, i, kv), shape.headDim());
        dv.clear(rows.keyAt(text, i, kv), shape.headDim());
      }
      for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
        for (int i = 0; i < length; i += AttentionRows.TILE) {
          int count = Math.min(AttentionRows.TILE, length - i);
          differentiate(text, head, i, count, tiles, room);
        }
      }
    }

    /** Neighbours see almost the same: everything is products of matrices. */
    private void differentiate(
        int text, int head, int first, int count, Memory tiles, ProductRoom room) {
      RowMath math = kernels.math();
      int kv = head / shape.group();
      int from = rows.seenFrom(text, first, count);
      int seen = first + count - from;
      int whole = AttentionRows.padded(seen);
      int second = rows.secondTile();
      Matrix p = new Matrix(tiles, 0, count, seen, whole);
      Matrix s = new Matrix(tiles, second, count, seen, whole);
      Factor dOut = new Factor(rows.queries(this.dOut, text, first, count, head), false);
      Factor values = new Factor(rows.keys(rows.v, text, from, seen, kv), true);
      Factor queries = new Factor(rows.queries(rows.q, text, first, count, head), false);
      Factor keys = new Factor(rows.keys(rows.k, text, from, seen, kv), false);
      rows.weights(kernels, room, text, head, first, count, from, tiles);
      multiply(room, new Factor(p, true), dOut, rows.keys(dv, text, from, seen, kv), true);
      multiply(room, dOut, values, s, false);
      for (int i = 0; i < count; i++) {
        int pRow = i * whole;
        int row = second + pRow;
        math.shift(tiles, row, -math.dot(tiles, pRow, tiles, row, seen), seen);
        math.mul(tiles, row, tiles, row, tiles, pRow, shape.scale(), seen);
      }
      multiply(room, new Factor(s, false), keys, rows.queries(dq, text, first, count, head), false);
      multiply(room, new Factor(s, true), queries, rows.keys(dk, text, from, seen, kv), true);
    }

    private void multiply(ProductRoom room, Factor a, Factor b, Matrix c, boolean add) {
      kernels.blocks().multiply(room, a, b, c, add);
    }
  }
}
