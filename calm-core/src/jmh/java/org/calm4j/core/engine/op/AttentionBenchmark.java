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

/** Causal attention and its gradient: heads of 64 over texts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AttentionBenchmark {
  private static final AttentionShape SHAPE = new AttentionShape(4, 4, 64);

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Texts of the batch. */
  @Param("4")
  public int texts;

  /** Positions of a text. */
  @Param({"128", "512"})
  public int length;

  private OpGraph ops;
  private GraphPlan forward;
  private GraphPlan gradient;

  /** Prepares both. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    long[] rows = {(long) texts * length, 256};
    SDVariable out =
        new CausalAttention(
                ops.graph(),
                ops.floats("q", rows),
                ops.floats("k", rows),
                ops.floats("v", rows),
                ops.ints("starts", 1, texts, length),
                SHAPE)
            .outputVariable();
    List<String> gradients = OpGraph.gradients(out, ops.floats("dout", rows));
    forward = ops.plan(List.of(out.name()));
    gradient = ops.plan(gradients);
  }

  /** out = softmax(q k^T / sqrt(d)) v. */
  @Benchmark
  public void forward() {
    forward.run();
  }

  /** dq, dk and dv. */
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
