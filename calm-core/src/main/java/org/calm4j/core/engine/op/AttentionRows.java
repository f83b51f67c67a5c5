package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Combinations;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where queries, keys and values of an attention lie. */
final class AttentionRows {
  /** Floats of the widest vector. */
  static final int VECTOR = Combinations.WHOLE;

  /** Queries that share what they read: more would compute more scores of the future. */
  static final int TILE = 64;

  /** Stands for a score of minus infinity. */
  private static final float NEVER = -1e30f;

  final AttentionShape shape;
  final Memory q;
  final Memory k;
  final Memory v;
  private final Memory starts;
  private final int texts;
  private final int length;

  AttentionRows(AttentionShape shape, INDArray[] inputs) {
    this.shape = shape;
    q = Memory.of(inputs[0]);
    k = Memory.of(inputs[1]);
    v = Memory.of(inputs[2]);
    starts = Memory.of(inputs[3]);
    texts = (int) inputs[3].size(0);
    length = (int) inputs[3].size(1);
  }

  int texts() {
    return texts;
  }

  int length() {
    return length;
  }

  /** Floats of the weights of a tile. */
  int tileFloats() {
    return TILE * padded(length);
  }

  /** Whole vectors: what does not fill one would go to a much slower loop. */
  static int padded(long n) {
    return Math.toIntExact((n + VECTOR - 1) / VECTOR * VECTOR);
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
}
