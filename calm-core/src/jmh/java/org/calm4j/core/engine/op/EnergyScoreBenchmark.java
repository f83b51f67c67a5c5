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

/** The energy score of 8 samples against 100 draws per position, published sizes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EnergyScoreBenchmark {
  private static final int SAMPLES = 8;
  private static final int TARGETS = 100;

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Positions that predict. */
  @Param("512")
  public int positions;

  /** Length of a vector. */
  @Param("128")
  public int latent;

  private OpGraph ops;
  private GraphPlan loss;
  private GraphPlan lossAndGradient;

  /** Prepares both. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    SDVariable[] out =
        new EnergyScore(
                ops.graph(),
                ops.floats("x", (long) positions * SAMPLES, latent),
                ops.floats("mean", positions, latent),
                ops.floats("logStd", positions, latent),
                ops.floats("noise", (long) positions * TARGETS, latent),
                ops.floats("weights", positions),
                1)
            .outputVariables();
    loss = ops.plan(List.of(out[0].name()));
    lossAndGradient = ops.plan(List.of(out[0].name(), out[1].name()));
  }

  /** The loss alone. */
  @Benchmark
  public void loss() {
    loss.run();
  }

  /** Loss and gradient by the samples. */
  @Benchmark
  public void lossAndGradient() {
    lossAndGradient.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    ops.close();
  }
}
