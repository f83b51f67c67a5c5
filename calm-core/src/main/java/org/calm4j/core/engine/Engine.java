package org.calm4j.core.engine;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.calm4j.core.engine.kernel.BlockProduct;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.op.Kernels;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What executes plans: ND4J's backend, a pool of threads and the arithmetic on rows. Make one per
 * application and share it; closing it stops the pool. Thread-safe; a single plan is not, and
 * neither are several plans of one graph, which share the graph's ops.
 *
 * <p>It tells models which spelling of their layers to write: fused on the processor, composed on
 * every other backend. The system property {@value #LAYERS} asks for one, {@code fused} or {@code
 * composed}.
 */
public final class Engine implements AutoCloseable {
  /** System property that chooses the spelling of layers. */
  public static final String LAYERS = "calm.layers";

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final Kernels kernels;
  private final Spelling spelling;

  /**
   * An engine with the fastest arithmetic of this JVM. Logs the device it runs on.
   *
   * @param threads threads for the kernels, at least 1; products that go to ND4J's backend follow
   *     its own setting
   * @throws IllegalArgumentException if below 1, or {@value #LAYERS} is no spelling
   * @throws IllegalStateException if ND4J's backend does not work here, its binaries do not run on
   *     its device, or fused layers are asked for elsewhere than on the processor
   */
  public Engine(int threads) {
    this(threads, Device.current(), System.getProperty(LAYERS));
  }

  /**
   * An engine whose models are written in one spelling, whatever the system property says.
   *
   * @param threads threads for the kernels, at least 1
   * @param spelling how models write their layers
   * @throws IllegalArgumentException if the threads are below 1
   * @throws IllegalStateException if ND4J's backend does not work here, its binaries do not run on
   *     its device, or fused layers are asked for elsewhere than on the processor
   */
  public Engine(int threads, Spelling spelling) {
    this(threads, Device.current(), spelling.name());
  }

  private Engine(int threads, Device device, @Nullable String layers) {
    this(threads, RowMath.best(), device, layers);
  }

  private Engine(int threads, RowMath math, Device device, @Nullable String layers) {
    this(threads, math, spelling(device, layers));
    log.info("{}, {} layers", device, spelling.name().toLowerCase(Locale.ROOT));
    if (!device.isCpu()) {
      HostAccess.require();
    }
    if (!RowMath.vectorized()) {
      log.warn(
          "running without Java's Vector API, kernels are slower: start the JVM with"
              + " --add-modules jdk.incubator.vector");
    }
  }

  Engine(int threads, RowMath math) {
    this(threads, math, Spelling.FUSED);
  }

  private Engine(int threads, RowMath math, Spelling spelling) {
    this.kernels = new Kernels(math, new Workers(threads), new BlockProduct(math));
    this.spelling = spelling;
  }

  /**
   * How models write their layers on a device.
   *
   * @param device must be usable
   * @param layers the spelling that is asked for, or null for the fastest the device can do
   */
  static Spelling spelling(Device device, @Nullable String layers) {
    device.requireUsable();
    if (layers == null || layers.isEmpty()) {
      return device.isCpu() ? Spelling.FUSED : Spelling.COMPOSED;
    }
    return switch (layers.toUpperCase(Locale.ROOT)) {
      case "COMPOSED" -> Spelling.COMPOSED;
      case "FUSED" -> {
        if (!device.isCpu()) {
          throw new IllegalStateException(
              "fused layers work on the host's memory, but ND4J has %s: use composed layers, or nd4j-native"
                  .formatted(device));
        }
        yield Spelling.FUSED;
      }
      default ->
          throw new IllegalArgumentException(
              "%s must be fused or composed, got %s".formatted(LAYERS, layers));
    };
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
   * An engine for a process that is to answer at once and ends soon, as a command line's. It gives
   * the bits of any other engine, but computes without vectors until the compiler has made machine
   * code of them; what has it do so is a daemon thread, which ends by itself. For training and for
   * servers the usual engine is the right one.
   *
   * @param threads threads for the kernels, at least 1
   * @return a new engine, owned by the caller
   * @throws IllegalArgumentException as {@link #Engine(int)}
   * @throws IllegalStateException as {@link #Engine(int)}
   */
  public static Engine answeringAtOnce(int threads) {
    return new Engine(threads, RowMath.starting(), Device.current(), System.getProperty(LAYERS));
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
   * How models write their layers.
   *
   * @return fused or composed; graphs of either kind can be planned
   */
  public Spelling spelling() {
    return spelling;
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
