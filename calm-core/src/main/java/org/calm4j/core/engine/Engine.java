package org.calm4j.core.engine;

import java.util.Collection;
import java.util.Map;
import org.calm4j.core.engine.kernel.BlockProduct;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.op.Kernels;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What executes plans: a pool of threads and the arithmetic on rows. Make one per application and
 * share it; closing it stops the pool. Thread-safe; a single plan is not, and neither are several
 * plans of one graph, which share the graph's ops.
 */
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final Kernels kernels;

  /**
   * An engine with the fastest arithmetic of this JVM.
   *
   * @param threads threads for the kernels, at least 1; products that go to ND4J's backend follow
   *     its own setting
   * @throws IllegalArgumentException if below 1
   */
  public Engine(int threads) {
    this(threads, RowMath.best());
    if (!RowMath.vectorized()) {
      log.warn(
          "running without Java's Vector API, kernels are slower: start the JVM with"
              + " --add-modules jdk.incubator.vector");
    }
  }

  Engine(int threads, RowMath math) {
    this.kernels = new Kernels(math, new Workers(threads), new BlockProduct(math));
  }

  /**
   * An engine that uses all processors.
   *
   * @return a new engine, owned by the caller
   */
  public static Engine create() {
    return new Engine(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Prepares a graph for given input shapes.
   *
   * @param graph the graph; must not change while the plan lives
   * @param placeholders shape of every placeholder that the outputs need
   * @param outputs names of the arrays to compute
   * @return a plan, owned by the caller
   * @throws IllegalArgumentException if a shape is missing or does not fit
   */
  public GraphPlan plan(
      SameDiff graph, Map<String, long[]> placeholders, Collection<String> outputs) {
    PlanMemory memory = new PlanMemory();
    return plan(graph, placeholders, outputs, Map.of(), memory).closingToo(memory);
  }

  /**
   * Prepares a graph for given input shapes and lets it write some outputs into the caller's
   * arrays, for example gradients that several plans share.
   *
   * @param graph the graph; must not change while the plan lives
   * @param placeholders shape of every placeholder that the outputs need
   * @param outputs names of the arrays to compute
   * @param targets dense row-major FLOAT arrays for some of the outputs; stay the caller's
   * @param memory where the intermediate arrays live, shared by plans that never run at the same
   *     time; an output without a target loses its values when another of them runs
   * @return a plan, owned by the caller
   * @throws IllegalArgumentException if a shape is missing or does not fit
   */
  public GraphPlan plan(
      SameDiff graph,
      Map<String, long[]> placeholders,
      Collection<String> outputs,
      Map<String, INDArray> targets,
      PlanMemory memory) {
    return new PlanBuilder(graph, kernels, placeholders, outputs, targets, memory).build();
  }

  /**
   * What kernels outside a graph (optimiser, gradient norm) run on.
   *
   * @return the kernels
   */
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public void close() {
    kernels.workers().close();
  }
}
