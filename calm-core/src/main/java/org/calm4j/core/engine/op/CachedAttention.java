package org.calm4j.core.engine.op;

import java.util.Arrays;
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
 * {@link CausalAttention} of new positions that follow remembered ones: for generation.
 *
 * <p>q {@code [rows * count, heads * d]}, k and v {@code [rows * count, kvHeads * d]} belong to the
 * next {@code count} positions of each row of text. They are written into the caches behind the
 * lengths[row] positions that are there already, and every new position sees all positions before
 * it and itself. The lengths are the caller's to advance, so a row may keep fewer than it was
 * given. This op writes into two of its inputs: the caches are state, not values.
 *
 * <p>Key cache {@code [rows, kvHeads, d, capacity]}, value cache {@code [rows, kvHeads, capacity,
 * d]}, lengths {@code [rows]} INT32. No gradient.
 */
public final class CachedAttention extends FusedOp {
  private final AttentionShape shape;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param q {@code [rows * count, heads * d]}
   * @param k {@code [rows * count, kvHeads * d]}
   * @param v {@code [rows * count, kvHeads * d]}
   * @param keyCache {@code [rows, kvHeads, d, capacity]}
   * @param valueCache {@code [rows, kvHeads, capacity, d]}
   * @param lengths {@code [rows]}, INT32
   * @param shape heads and their width
   */
  public CachedAttention(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable keyCache,
      SDVariable valueCache,
      SDVariable lengths,
      AttentionShape shape) {
    super(1, graph, q, k, v, keyCache, valueCache, lengths);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "cached_attention";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    shape.require(inputs.get(0), inputs.get(1), inputs.get(2));
    long rows = inputs.get(5)[0];
    long capacity = inputs.get(3)[3];
    requireSame(new long[] {rows, shape.keyValueHeads(), shape.headDim(), capacity}, inputs.get(3));
    requireSame(new long[] {rows, shape.keyValueHeads(), capacity, shape.headDim()}, inputs.get(4));
    if (inputs.get(0)[0] % rows != 0) {
      throw new IllegalArgumentException(
          "cached_attention needs the same number of positions for each of %d rows, got %s"
              .formatted(rows, Arrays.toString(inputs.get(0))));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException(
        "cached_attention has no derivative: train with causal_attention");
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new Bound(kernels, inputs, outputs[0]);
  }

  private final class Bound implements BoundOp {
    private final Kernels kernels;
    private final RowMath math;
    private final Memory q;
    private final Memory k;
    private final Memory v;
    private final Memory keys;
    private final Memory values;
    private final Memory lengths;
    private final Memory out;
    private final int rows;
    private final int count;
    private final int capacity;
    private final INDArray room;
    private final Memory weights;

    Bound(Kernels kernels, INDArray[] inputs, INDArray output) {
      this.kernels = kernels;
      math = kernels.math();
      q = Memory.of(inputs[0]);
      k = Memory.of(inputs[1]);
      v = Memory.of(inputs[2]);
      keys = Memory.of(inputs[3]);
      values = Memory.of(inputs[4]);
      lengths = Memory.of(inputs[5]);
      out = Memory.of(output);
      rows = (int) inputs[5].size(0);
      count = (int) inputs[0].size(0) / rows;
      capacity = (int) inputs[3].size(3);
      room =
          Nd4j.createUninitializedDetached(DataType.FLOAT, (long) rows * shape.heads() * capacity);
      weights = Memory.of(room);
    }

    @Override
    public void run() {
      for (int row = 0; row < rows; row++) {
        int length = lengths.getInt(row);
        if (length < 0 || length + count > capacity) {
          throw new IllegalArgumentException(
              "%d positions behind %d do not fit a cache of %d".formatted(count, length, capacity));
        }
      }
      int longest = 0;
      for (int row = 0; row < rows; row++) {
        longest = Math.max(longest, lengths.getInt(row) + count);
      }
      int cost = 2 * count * longest * shape.group() * shape.headDim();
      kernels
          .workers()
          .run(
              rows * shape.keyValueHeads(),
              cost,
              (from, to) -> {
                for (int task = from; task < to; task++) {
                  attend(task);
                }
              });
    }

    private void attend(int task) {
      int row = task / shape.keyValueHeads();
      int kv = task % shape.keyValueHeads();
      int d = shape.headDim();
      int length = lengths.getInt(row);
      int cache = task * d * capacity;
      for (int t = 0; t < count; t++) {
        int from = (row * count + t) * shape.keyValueWidth() + kv * d;
        for (int c = 0; c < d; c++) {
          keys.set(cache + c * capacity + length + t, k.get(from + c));
        }
        v.copyTo(from, values, cache + (length + t) * d, d);
      }
      for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
        int w = (row * shape.heads() + head) * capacity;
        for (int t = 0; t < count; t++) {
          int query = (row * count + t) * shape.queryWidth() + head * d;
          int seen = length + t + 1;
          weights.clear(w, seen);
          math.combine(weights, w, q, query, keys, cache, capacity, d, seen);
          math.scale(weights, w, shape.scale(), seen);
          float sum = math.expShift(weights, w, math.max(weights, w, seen), seen);
          math.scale(weights, w, 1 / sum, seen);
          out.clear(query, d);
          math.combine(out, query, weights, w, values, cache, d, seen, d);
        }
      }
    }

    @Override
    public void close() {
      room.close();
    }
  }
}
