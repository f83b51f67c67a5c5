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

/** Lookup of table rows, and the gradient that adds them up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EmbeddingBenchmark {
  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Rows that are looked up. */
  @Param("2048")
  public int rows;

  /** Entries of a row. */
  @Param("256")
  public int width;

  /** Rows of the table. */
  @Param("8192")
  public int vocabulary;

  private OpGraph ops;
  private GraphPlan lookUp;
  private GraphPlan gradient;

  /** Prepares both. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    SDVariable out =
        new Embedding(
                ops.graph(),
                ops.floats("table", vocabulary, width),
                ops.ints("ids", vocabulary, rows))
            .outputVariable();
    List<String> gradients = OpGraph.gradients(out, ops.floats("dout", rows, width));
    lookUp = ops.plan(List.of(out.name()));
    gradient = ops.plan(gradients);
  }

  /** Rows of the table side by side. */
  @Benchmark
  public void lookUp() {
    lookUp.run();
  }

  /** The gradient of the whole table. */
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
