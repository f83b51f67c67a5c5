package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
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
  public long scratchLength(List<long[]> inputs) {
    return 2 * AttentionRows.turnedLength(inputs.get(1), inputs.get(3));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException(
        "causal_attention has no second derivative: use the composed layers");
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("causal_attention_grad needs room for turned keys and values");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    return new Bound(kernels, inputs, outputs, scratch);
  }

  private final class Bound implements BoundOp {
    private final Kernels kernels;
    private final RowMath math;
    private final AttentionRows rows;
    private final Memory dOut;
    private final Memory dq;
    private final Memory dk;
    private final Memory dv;
    private final Memory turned;
    private final int turnedValues;
    private final List<INDArray> unread = new ArrayList<>();

    Bound(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
      this.kernels = kernels;
      math = kernels.math();
      rows = new AttentionRows(shape, inputs, kernels.workers().threads());
      dOut = Memory.of(inputs[4]);
      dq = place(outputs[0], inputs[0]);
      dk = place(outputs[1], inputs[1]);
      dv = place(outputs[2], inputs[2]);
      turned = Memory.of(scratch);
      turnedValues = turned.length() / 2;
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
                Memory room = rows.borrow();
                try {
                  for (int task = from; task < to; task++) {
                    differentiate(task, room);
                  }
                } finally {
                  rows.giveBack(room);
                }
              });
    }

    /** All query heads of one key/value head of one text: nobody else writes its dk and dv. */
    private void differentiate(int task, Memory room) {
      int text = task / shape.keyValueHeads();
      int kv = task % shape.keyValueHeads();
      int d = shape.headDim();
      int length = rows.length();
      int keysAt = task * d * rows.padded();
      int valuesAt = turnedValues + keysAt;
      int stride = shape.keyValueWidth();
      int back = rows.secondRow();
      rows.turn(rows.k, text, kv, turned, keysAt);
      rows.turn(rows.v, text, kv, turned, valuesAt);
      for (int i = 0; i < length; i++) {
        AttentionRows.clear(dk, rows.keyAt(text, i, kv), d);
        AttentionRows.clear(dv, rows.keyAt(text, i, kv), d);
      }
      for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
        for (int i = 0; i < length; i++) {
          int start = rows.start(text, i);
          int seen = i + 1 - start;
          int query = rows.queryAt(text, i, head);
          int first = rows.keyAt(text, start, kv);
          rows.weights(math, query, turned, keysAt + start, room, seen);
          math.spread(dv, first, stride, room, 0, dOut, query, seen, d);
          rows.products(math, dOut, query, turned, valuesAt + start, room, back, seen);
          float inner = math.dot(room, 0, room, back, seen);
          math.shift(room, back, -inner, seen);
          math.mul(room, 0, room, 0, room, back, shape.scale(), seen);
          AttentionRows.clear(dq, query, d);
          math.combine(dq, query, room, 0, rows.k, first, stride, seen, d);
          math.spread(dk, first, stride, room, 0, rows.q, query, seen, d);
        }
      }
    }
  }
}
