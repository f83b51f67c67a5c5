package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link BranchAttention} on arrays. A tile of rows shares what it reads of the text: their scores
 * are a product of queries and turned keys, their outputs one of rows of weights and the values.
 * What a row does not see of what its neighbours see gets the weight zero.
 */
final class BranchRows implements BoundOp {
  private static final int TILE = AttentionRows.TILE;

  private final AttentionShape shape;
  private final Kernels kernels;
  private final Memory q;
  private final Memory k;
  private final Memory v;
  private final Memory textKeys;
  private final Memory textValues;
  private final Memory branchKeys;
  private final Memory branchValues;
  private final Memory starts;
  private final Memory ends;
  private final Memory ancestors;
  private final Memory out;
  private final int rows;
  private final int capacity;
  private final int slots;
  private final int depth;
  private final ThreadRooms<Memory> rooms;

  BranchRows(AttentionShape shape, Kernels kernels, INDArray[] inputs, Memory out) {
    this.shape = shape;
    this.kernels = kernels;
    this.out = out;
    q = Memory.of(inputs[0]);
    k = Memory.of(inputs[1]);
    v = Memory.of(inputs[2]);
    textKeys = Memory.of(inputs[3]);
    textValues = Memory.of(inputs[4]);
    branchKeys = Memory.of(inputs[5]);
    branchValues = Memory.of(inputs[6]);
    starts = Memory.of(inputs[7]);
    ends = Memory.of(inputs[8]);
    ancestors = Memory.of(inputs[9]);
    rows = (int) inputs[0].size(0);
    capacity = (int) inputs[3].size(2);
    slots = (int) inputs[5].size(0);
    depth = (int) inputs[9].size(1);
    long floats = (long) TILE * (capacity + extra());
    rooms = new ThreadRooms<>(kernels.workers().threads(), floats, room -> room);
  }

  /** Room behind the scores of the text for those of the ancestors and the row itself. */
  private int extra() {
    return AttentionRows.padded(depth + 1L);
  }

  @Override
  public void run() {
    int longest = longest();
    int blocks = (rows + TILE - 1) / TILE;
    kernels
        .workers()
        .run(
            shape.heads() * blocks,
            2 * (longest + depth + 1) * shape.headDim(),
            (from, to) -> {
              Memory weights = rooms.borrow();
              try {
                for (int task = from; task < to; task++) {
                  int i = task % blocks;
                  // Later rows see more: short and long ones in turns give each thread its share.
                  int block = i % 2 == 0 ? i / 2 : blocks - 1 - i / 2;
                  attend(task / blocks, block * TILE, weights);
                }
              } finally {
                rooms.giveBack(weights);
              }
            });
  }

  /** Checks what the rows see; returns the largest end. */
  private int longest() {
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      int start = starts.getInt(row);
      int end = ends.getInt(row);
      if (start < 0 || start > end || end > capacity) {
        throw new IllegalArgumentException(
            "row %d cannot see positions %d to %d of a text of at most %d"
                .formatted(row, start, end, capacity));
      }
      for (int i = row * depth; i < (row + 1) * depth; i++) {
        if (ancestors.getInt(i) >= slots) {
          throw new IllegalArgumentException(
              "row %d cannot see slot %d of %d".formatted(row, ancestors.getInt(i), slots));
        }
      }
      longest = Math.max(longest, end);
    }
    return longest;
  }

  /** The rows from {@code first} on, of one query head. */
  private void attend(int head, int first, Memory weights) {
    RowMath math = kernels.math();
    int d = shape.headDim();
    int kv = head / shape.group();
    int count = Math.min(TILE, rows - first);
    int from = capacity;
    int to = 0;
    for (int row = first; row < first + count; row++) {
      if (starts.getInt(row) < ends.getInt(row)) {
        from = Math.min(from, starts.getInt(row));
        to = Math.max(to, ends.getInt(row));
      }
    }
    // Whole vectors: none begins before the text, none ends behind its capacity.
    from = Math.min(from, to) / AttentionRows.VECTOR * AttentionRows.VECTOR;
    int seen = AttentionRows.padded((long) to - from);
    int width = seen + extra();
    int qs = shape.queryWidth();
    int query = first * qs + head * d;
    Factor queries = new Factor(new Matrix(q, query, count, d, qs), false);
    Matrix keys = new Matrix(textKeys, kv * d * capacity + from, d, to - from, capacity);
    Matrix scores = new Matrix(weights, 0, count, to - from, width);
    kernels.blocks().multiply(queries, new Factor(keys, false), scores, false);
    for (int i = 0; i < count; i++) {
      weigh(math, first + i, kv, query + i * qs, weights, i * width, from, seen);
    }
    Matrix values = new Matrix(textValues, (kv * capacity + from) * d, to - from, d, d);
    Matrix result = new Matrix(out, query, count, d, qs);
    kernels.blocks().multiply(new Factor(scores, false), new Factor(values, false), result, false);
    for (int i = 0; i < count; i++) {
      addBranches(math, first + i, kv, query + i * qs, weights, i * width + seen);
    }
  }

  /** Scores of the text to weights of text, ancestors and the row itself. */
  private void weigh(
      RowMath math, int row, int kv, int query, Memory weights, int at, int from, int seen) {
    int start = starts.getInt(row);
    int end = ends.getInt(row);
    boolean text = start < end;
    int all = seen + extra();
    int seenFrom = text ? start - from : seen;
    AttentionRows.forget(weights, at, seenFrom, text ? end - from : seen, all);
    int d = shape.headDim();
    for (int j = 0; j < depth; j++) {
      int slot = ancestors.getInt(row * depth + j);
      if (slot >= 0) {
        weights.set(at + seen + j, math.dot(q, query, branchKeys, keyAt(slot, kv), d));
      }
    }
    weights.set(at + seen + depth, math.dot(q, query, k, keyAt(row, kv), d));
    AttentionRows.soften(math, weights, at, shape.scale(), all);
  }

  private void addBranches(RowMath math, int row, int kv, int target, Memory weights, int at) {
    int d = shape.headDim();
    for (int j = 0; j < depth; j++) {
      int slot = ancestors.getInt(row * depth + j);
      if (slot >= 0) {
        math.axpy(out, target, branchValues, keyAt(slot, kv), weights.get(at + j), d);
      }
    }
    math.axpy(out, target, v, keyAt(row, kv), weights.get(at + depth), d);
  }

  private int keyAt(int row, int kv) {
    return row * shape.keyValueWidth() + kv * shape.headDim();
  }

  @Override
  public void close() {
    rooms.close();
  }
}
