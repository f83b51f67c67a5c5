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

/** The mean cross-entropy with a tied output matrix, block by block, with both gradients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CrossEntropyBenchmark {
  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Rows of hidden states. */
  @Param("2048")
  public int rows;

  /** Entries of a row. */
  @Param("256")
  public int width;

  /** Rows of the output matrix. */
  @Param({"2048", "8192"})
  public int vocabulary;

  private OpGraph ops;
  private GraphPlan loss;
  private GraphPlan lossAndGradients;

  /** Prepares both. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    SDVariable[] out =
        new TiedCrossEntropy(
                ops.graph(),
                ops.floats("hidden", rows, width),
                ops.floats("table", vocabulary, width),
                ops.ints("labels", vocabulary, rows))
            .outputVariables();
    loss = ops.plan(List.of(out[0].name()));
    lossAndGradients = ops.plan(List.of(out[0].name(), out[1].name(), out[2].name()));
  }

  /** The loss alone. */
  @Benchmark
  public void loss() {
    loss.run();
  }

  /** Loss and gradients by hidden states and table. */
  @Benchmark
  public void lossAndGradients() {
    lossAndGradients.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    ops.close();
  }
}
