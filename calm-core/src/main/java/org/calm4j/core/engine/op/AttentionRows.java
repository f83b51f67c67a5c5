package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where queries, keys and values of an attention lie, and the weights of one query. */
final class AttentionRows implements AutoCloseable {
  /** Floats of the widest vector. */
  static final int VECTOR = 16;

  /** Queries that share what they read. */
  static final int TILE = 4;

  /** Stands for a score of minus infinity. */
  private static final float NEVER = -1e30f;

  final Memory q;
  final Memory k;
  final Memory v;
  private final Memory starts;
  private final AttentionShape shape;
  private final int texts;
  private final int length;

  /** Room for the weights of a tile, one per thread, in rows of {@link #padded()}. */
  private final ThreadRooms rooms;

  AttentionRows(AttentionShape shape, INDArray[] inputs, int threads) {
    this.shape = shape;
    q = Memory.of(inputs[0]);
    k = Memory.of(inputs[1]);
    v = Memory.of(inputs[2]);
    starts = Memory.of(inputs[3]);
    texts = (int) inputs[3].size(0);
    length = (int) inputs[3].size(1);
    rooms = new ThreadRooms(threads, TILE * ((long) padded() + VECTOR));
  }

  int texts() {
    return texts;
  }

  int length() {
    return length;
  }

  /** Where the second row of a thread's room begins. */
  int secondRow() {
    return padded() + VECTOR;
  }

  /** Elements from one turned row to the next. */
  int padded() {
    return padded(length);
  }

  /** Whole vectors: what does not fill one would go to a much slower loop. */
  static int padded(long n) {
    return Math.toIntExact((n + VECTOR - 1) / VECTOR * VECTOR);
  }

  /**
   * Room for turned keys or values: rows are read in whole vectors, the last one beyond its end.
   */
  static long turnedLength(long[] keys, long[] starts) {
    return keys[1] * starts[0] * padded(starts[1]) + VECTOR;
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

  /** Writes one head of keys or values as {@code [d, padded]}. */
  void turn(Memory rows, int text, int kv, Memory turned, int at) {
    for (int i = 0; i < length; i++) {
      int from = keyAt(text, i, kv);
      for (int c = 0; c < shape.headDim(); c++) {
        turned.set(at + c * padded() + i, rows.get(from + c));
      }
    }
  }

  /** The products of one row with the turned rows it sees; whole vectors are written. */
  void products(
      RowMath math, Memory row, int rowAt, Memory turnedRows, int from, Memory out, int at, int n) {
    int whole = padded(n);
    clear(out, at, whole);
    math.combine(out, at, row, rowAt, turnedRows, from, padded(), shape.headDim(), whole);
  }

  /** softmax(q k^T / sqrt(d)) of one query over the positions it sees. */
  void weights(RowMath math, int query, Memory keys, int keysAt, Memory weights, int seen) {
    products(math, q, query, keys, keysAt, weights, 0, seen);
    int whole = padded(seen);
    forget(weights, 0, 0, seen, whole);
    soften(math, weights, 0, shape.scale(), whole);
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

  static void clear(Memory memory, int at, int n) {
    for (int i = 0; i < n; i++) {
      memory.set(at + i, 0);
    }
  }

  @Override
  public void close() {
    rooms.close();
  }
}
