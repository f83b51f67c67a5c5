package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Combinations;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.ProductRoom;
import org.calm4j.core.engine.kernel.RowMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where queries, keys and values of an attention lie, and the weights of a tile. */
final class AttentionRows implements AutoCloseable {
  /** Floats of the widest vector. */
  static final int VECTOR = Combinations.WHOLE;

  /** Queries that share what they read: more would compute more scores of the future. */
  static final int TILE = 64;

  /** Stands for a score of minus infinity. */
  private static final float NEVER = -1e30f;

  final Memory q;
  final Memory k;
  final Memory v;
  private final Memory starts;
  private final AttentionShape shape;
  private final int texts;
  private final int length;

  /** Room for tiles of weights, of each thread its own. */
  private final ThreadRooms rooms;

  AttentionRows(AttentionShape shape, INDArray[] inputs, int threads, int tiles) {
    this.shape = shape;
    q = Memory.of(inputs[0]);
    k = Memory.of(inputs[1]);
    v = Memory.of(inputs[2]);
    starts = Memory.of(inputs[3]);
    texts = (int) inputs[3].size(0);
    length = (int) inputs[3].size(1);
    rooms = new ThreadRooms(threads, (long) tiles * TILE * padded(length));
  }

  int texts() {
    return texts;
  }

  int length() {
    return length;
  }

  /** Where the second tile of a thread's room begins. */
  int secondTile() {
    return TILE * padded(length);
  }

  /** Whole vectors: what does not fill one would go to a much slower loop. */
  static int padded(long n) {
    return Math.toIntExact((n + VECTOR - 1) / VECTOR * VECTOR);
  }

  Memory borrow() {
    return rooms.borrow();
  }

  void giveBack(Memory room) {
    rooms.giveBack(room);
  }

  /** The first position that a position sees. */
  int start(int text, int position) {
    int start = starts.getInt(text * length + position);
    if (start < 0 || start > position) {
      throw new IllegalArgumentException(
          "position %d cannot begin to see at position %d".formatted(position, start));
    }
    return start;
  }

  int queryAt(int text, int position, int head) {
    return (text * length + position) * shape.queryWidth() + head * shape.headDim();
  }

  int keyAt(int text, int position, int kv) {
    return (text * length + position) * shape.keyValueWidth() + kv * shape.headDim();
  }

  /** The first position that any of some neighbours sees. */
  int seenFrom(int text, int first, int count) {
    int from = first;
    for (int i = first; i < first + count; i++) {
      from = Math.min(from, start(text, i));
    }
    return from;
  }

  /** One head of some neighbours in an array like the queries. */
  Matrix queries(Memory like, int text, int first, int count, int head) {
    int at = queryAt(text, first, head);
    return new Matrix(like, at, count, shape.headDim(), shape.queryWidth());
  }

  /** One head of some neighbours in an array like the keys. */
  Matrix keys(Memory like, int text, int first, int count, int kv) {
    return new Matrix(like, keyAt(text, first, kv), count, shape.headDim(), shape.keyValueWidth());
  }

  /**
   * softmax(q k^T / sqrt(d)) of some neighbours of one query head, in rows over the positions from
   * {@code from} on that any of them sees, to whole vectors; zero where one does not see.
   */
  void weights(
      Kernels kernels,
      ProductRoom room,
      int text,
      int head,
      int first,
      int count,
      int from,
      Memory weights) {
    int seen = first + count - from;
    int whole = padded(seen);
    Factor queries = new Factor(queries(q, text, first, count, head), false);
    Factor turnedKeys = new Factor(keys(k, text, from, seen, head / shape.group()), true);
    Matrix scores = new Matrix(weights, 0, count, seen, whole);
    kernels.blocks().multiply(room, queries, turnedKeys, scores, false);
    for (int i = 0; i < count; i++) {
      int position = first + i;
      forget(weights, i * whole, start(text, position) - from, position + 1 - from, whole);
      soften(kernels.math(), weights, i * whole, shape.scale(), whole);
    }
  }

  /** Makes a row of scores forget all but the positions from {@code start} to {@code end} - 1. */
  static void forget(Memory scores, int at, int start, int end, int n) {
    for (int i = at; i < at + start; i++) {
      scores.set(i, NEVER);
    }
    for (int i = at + end; i < at + n; i++) {
      scores.set(i, NEVER);
    }
  }

  /** softmax(scale x) of a row. */
  static void soften(RowMath math, Memory row, int at, float scale, int n) {
    math.scale(row, at, scale, n);
    float sum = math.expShift(row, at, math.max(row, at, n), n);
    math.scale(row, at, 1 / sum, n);
  }

  @Override
  public void close() {
    rooms.close();
  }
}
