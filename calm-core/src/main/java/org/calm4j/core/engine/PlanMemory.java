package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for the intermediate arrays of plans that never run at the same time, for example those of
 * one graph for different shapes: one arena serves them all. Not thread-safe. Close it after the
 * plans.
 */
public final class PlanMemory implements AutoCloseable {
  private final List<INDArray> arenas = new ArrayList<>();

  /** Nothing is allocated yet. */
  public PlanMemory() {}

  /** The arena, or a larger one; plans that were made with a smaller one keep it. */
  INDArray take(long bytes) {
    INDArray latest = arenas.isEmpty() ? null : arenas.get(arenas.size() - 1);
    if (latest != null && latest.length() * Float.BYTES >= bytes) {
      return latest;
    }
    // The first plan gets what it asks for; if another needs more, its neighbours may too.
    long length = Math.max(1, (arenas.isEmpty() ? bytes : bytes + bytes / 8) / Float.BYTES);
    INDArray arena = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
    arenas.add(arena);
    return arena;
  }

  @Override
  public void close() {
    arenas.forEach(INDArray::close);
    arenas.clear();
  }
}
