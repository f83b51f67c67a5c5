package org.calm4j.core.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The plans of one graph by input shape, the least recently used closed first. They share their
 * memory: read a plan's outputs before another one runs. Not thread-safe.
 *
 * @param <K> what tells the shapes apart
 */
public final class PlanCache<K> implements AutoCloseable {
  private final int capacity;
  private final PlanMemory memory = new PlanMemory();
  private final Map<K, GraphPlan> plans = new LinkedHashMap<>(8, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param capacity plans kept at most
   */
  public PlanCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a plan cache keeps at least 1 plan, got " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * The plan for a key, made if it is not there.
   *
   * @param key what tells the shapes apart
   * @param maker makes the plan in the cache's memory
   * @return the plan, owned by the cache
   */
  public GraphPlan get(K key, Function<PlanMemory, GraphPlan> maker) {
    GraphPlan plan = plans.get(key);
    if (plan == null) {
      while (plans.size() >= capacity) {
        // Before the new one is made: two arenas at once would double the peak.
        K oldest = plans.keySet().iterator().next();
        GraphPlan evicted = plans.remove(oldest);
        if (evicted != null) {
          evicted.close();
        }
      }
      plan = maker.apply(memory);
      plans.put(key, plan);
    }
    return plan;
  }

  /**
   * Arithmetic of the matrix products of one run of the plan used last.
   *
   * @return floating-point operations, 0 if there is no plan yet
   */
  public double flops() {
    return plans.isEmpty() ? 0 : latest().report().flops();
  }

  /**
   * The plan used last.
   *
   * @return a plan of the cache
   * @throws IllegalStateException if it is empty
   */
  public GraphPlan latest() {
    GraphPlan latest = null;
    for (GraphPlan plan : plans.values()) {
      latest = plan;
    }
    if (latest == null) {
      throw new IllegalStateException("no plan was made yet");
    }
    return latest;
  }

  @Override
  public void close() {
    plans.values().forEach(GraphPlan::close);
    plans.clear();
    memory.close();
  }
}
