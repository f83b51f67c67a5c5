package org.calm4j.core.engine.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Room to compute in, one piece per thread, made once: borrowing makes no objects. Thread-safe.
 *
 * @param <R> what a thread gets, with what it made over its piece
 */
final class ThreadRooms<R> implements AutoCloseable {
  private final ArrayDeque<R> rooms = new ArrayDeque<>();
  private final List<INDArray> owned = new ArrayList<>();

  /**
   * @param threads pieces
   * @param floats size of each
   * @param maker what a thread gets over its piece
   */
  ThreadRooms(int threads, long floats, Function<Memory, R> maker) {
    for (int i = 0; i < threads; i++) {
      INDArray room = Nd4j.createUninitializedDetached(DataType.FLOAT, floats);
      owned.add(room);
      rooms.add(maker.apply(Memory.of(room)));
    }
  }

  synchronized R borrow() {
    R room = rooms.poll();
    if (room == null) {
      throw new IllegalStateException("more threads than rooms");
    }
    return room;
  }

  synchronized void giveBack(R room) {
    rooms.push(room);
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
  }
}
