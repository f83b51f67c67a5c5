package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Room to compute in, one piece per thread, made once. Thread-safe. */
final class ThreadRooms implements AutoCloseable {
  private final ConcurrentLinkedQueue<Memory> rooms = new ConcurrentLinkedQueue<>();
  private final List<INDArray> owned = new ArrayList<>();

  /**
   * @param threads pieces
   * @param floats size of each
   */
  ThreadRooms(int threads, long floats) {
    for (int i = 0; i < threads; i++) {
      INDArray room = Nd4j.createUninitializedDetached(DataType.FLOAT, floats);
      owned.add(room);
      rooms.add(Memory.of(room));
    }
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

  @Override
  public void close() {
    owned.forEach(INDArray::close);
  }
}
