package org.calm4j.core.engine.op;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.engine.GraphPlan;
import org.nd4j.autodiff.samediff.SDVariable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The gate of gated units, silu(gate) * up, and its gradient. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GatedUnitBenchmark {
  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Rows. */
  @Param("2048")
  public int rows;

  /** Entries of a row. */
  @Param("688")
  public int width;

  private OpGraph ops;
  private GraphPlan forward;
  private GraphPlan gradient;

  /** Prepares both. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    long[] shape = {rows, width};
    SDVariable h =
        new SwiGlu(ops.graph(), ops.floats("gate", shape), ops.floats("up", shape))
            .outputVariable();
    List<String> gradients = OpGraph.gradients(h, ops.floats("dh", shape));
    forward = ops.plan(List.of(h.name()));
    gradient = ops.plan(gradients);
  }

  /** h. */
  @Benchmark
  public void forward() {
    forward.run();
  }

  /** The gradients by gate and up. */
  @Benchmark
  public void gradient() {
    gradient.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    ops.close();
  }
}
