package org.calm4j.core.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph prepared for fixed input shapes: ops in order, every array in its place. Running it
 * allocates no arrays.
 *
 * <pre>{@code
 * plan.input("ids").assign(...);
 * plan.run();
 * float loss = plan.output("loss").getFloat(0);
 * }</pre>
 *
 * <p>Not thread-safe. The arrays belong to the plan and are valid until {@link #close}; outputs
 * keep their values until the next {@link #run}.
 */
public final class GraphPlan implements AutoCloseable {
  private final List<PlanStep> steps;
  private final Map<String, INDArray> inputs;
  private final Map<String, INDArray> outputs;
  private final List<INDArray> owned;

  private final long arenaBytes;
  private @Nullable PlanMemory ownMemory;
  private boolean closed;

  GraphPlan(
      List<PlanStep> steps,
      Map<String, INDArray> inputs,
      Map<String, INDArray> outputs,
      List<INDArray> owned,
      long arenaBytes) {
    this.steps = steps;
    this.inputs = inputs;
    this.outputs = outputs;
    this.owned = owned;
    this.arenaBytes = arenaBytes;
  }

  /**
   * The array of a placeholder, to be filled before {@link #run}.
   *
   * @param name the placeholder
   * @return the array, of the shape the plan was made for
   * @throws IllegalArgumentException if the plan has no such placeholder
   */
  public INDArray input(String name) {
    return known(inputs, name, "placeholder");
  }

  /**
   * The array of an output, valid after {@link #run}.
   *
   * @param name the output
   * @return the array
   * @throws IllegalArgumentException if the plan does not compute it
   */
  public INDArray output(String name) {
    return known(outputs, name, "output");
  }

  /**
   * Executes all ops.
   *
   * @throws IllegalStateException if the plan is closed
   */
  public void run() {
    if (closed) {
      throw new IllegalStateException("the plan is closed");
    }
    for (PlanStep step : steps) {
      step.run();
    }
  }

  /**
   * Where time goes, since the plan was made or since {@link #resetReport}.
   *
   * @return a table per kind of op
   */
  public PlanReport report() {
    return PlanReport.of(steps, arenaBytes);
  }

  /** Forgets the times measured so far. */
  public void resetReport() {
    for (PlanStep step : steps) {
      step.calls = 0;
      step.nanos = 0;
    }
  }

  /**
   * Size of the arena that holds all intermediate arrays.
   *
   * @return bytes
   */
  public long arenaBytes() {
    return arenaBytes;
  }

  private static INDArray known(Map<String, INDArray> arrays, String name, String kind) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "the plan has no %s %s, only %s".formatted(kind, name, arrays.keySet()));
    }
    return array;
  }

  /** Makes the plan the owner of its memory. */
  GraphPlan closingToo(PlanMemory memory) {
    ownMemory = memory;
    return this;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      steps.forEach(step -> step.bound.close());
      owned.forEach(INDArray::close);
      inputs.values().forEach(INDArray::close);
      if (ownMemory != null) {
        ownMemory.close();
      }
    }
  }
}
