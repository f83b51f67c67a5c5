package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where queries, keys and values of an attention lie, and the weights of one query. */
final class AttentionRows implements AutoCloseable {
  final Memory q;
  final Memory k;
  final Memory v;
  private final Memory starts;
  private final AttentionShape shape;
  private final int texts;
  private final int length;

  /** Room for the weights of one query, one per thread, in two rows of {@link #padded()}. */
  private final ConcurrentLinkedQueue<Memory> rooms = new ConcurrentLinkedQueue<>();

  private final List<INDArray> owned = new ArrayList<>();

  AttentionRows(AttentionShape shape, INDArray[] inputs, int threads) {
    this.shape = shape;
    q = Memory.of(inputs[0]);
    k = Memory.of(inputs[1]);
    v = Memory.of(inputs[2]);
    starts = Memory.of(inputs[3]);
    texts = (int) inputs[3].size(0);
    length = (int) inputs[3].size(1);
    for (int i = 0; i < threads; i++) {
      INDArray room = Nd4j.createUninitializedDetached(DataType.FLOAT, 2L * padded());
      owned.add(room);
      rooms.add(Memory.of(room));
    }
  }

  int texts() {
    return texts;
  }

  int length() {
    return length;
  }

  /** Where the second row of a thread's room begins. */
  int padded() {
    return (length + 15) / 16 * 16;
  }

  Memory borrow() {
    Memory room = rooms.poll();
    if (room == null) {
      throw new IllegalStateException("more threads than rooms");
    }
    return room;
  }

  void giveBack(Memory room) {
    rooms.add(room);
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

  /** Writes one head of keys or values as {@code [d, length]}. */
  void turn(Memory rows, int text, int kv, Memory turned, int at) {
    for (int i = 0; i < length; i++) {
      int from = keyAt(text, i, kv);
      for (int c = 0; c < shape.headDim(); c++) {
        turned.set(at + c * length + i, rows.get(from + c));
      }
    }
  }

  /** softmax(q k^T / sqrt(d)) of one query over the positions it sees. */
  void weights(RowMath math, int query, Memory keys, int keysAt, Memory weights, int seen) {
    clear(weights, 0, seen);
    math.combine(weights, 0, q, query, keys, keysAt, length, shape.headDim(), seen);
    math.scale(weights, 0, shape.scale(), seen);
    float sum = math.expShift(weights, 0, math.max(weights, 0, seen), seen);
    math.scale(weights, 0, 1 / sum, seen);
  }

  static void clear(Memory memory, int at, int n) {
    for (int i = 0; i < n; i++) {
      memory.set(at + i, 0);
    }
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
  }
}
