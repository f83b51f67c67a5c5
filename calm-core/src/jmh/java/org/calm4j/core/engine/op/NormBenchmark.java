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

/** Normalisation of rows by their root mean square, or by mean and variance, and the gradients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NormBenchmark {
  private static final double EPSILON = 1e-6;

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Rows. */
  @Param("2048")
  public int rows;

  /** Entries of a row. */
  @Param({"256", "512"})
  public int width;

  private OpGraph ops;
  private GraphPlan rms;
  private GraphPlan rmsGradient;
  private GraphPlan layer;
  private GraphPlan layerGradient;

  /** Prepares all. */
  @Setup
  public void prepare() {
    ops = new OpGraph(threads);
    SDVariable x = ops.floats("x", rows, width);
    SDVariable weight = ops.floats("weight", width);
    SDVariable bias = ops.floats("bias", width);
    SDVariable dy = ops.floats("dy", rows, width);
    SDVariable byRms = new RmsNorm(ops.graph(), x, weight, EPSILON).outputVariable();
    SDVariable byLayer = new LayerNorm(ops.graph(), x, weight, bias, EPSILON).outputVariable();
    List<String> ofRms = OpGraph.gradients(byRms, dy);
    List<String> ofLayer = OpGraph.gradients(byLayer, dy);
    rms = ops.plan(List.of(byRms.name()));
    rmsGradient = ops.plan(ofRms);
    layer = ops.plan(List.of(byLayer.name()));
    layerGradient = ops.plan(ofLayer);
  }

  /** RMS norm. */
  @Benchmark
  public void rms() {
    rms.run();
  }

  /** Its gradients by rows and weight. */
  @Benchmark
  public void rmsGradient() {
    rmsGradient.run();
  }

  /** Layer norm. */
  @Benchmark
  public void layer() {
    layer.run();
  }

  /** Its gradients by rows, weight and bias. */
  @Benchmark
  public void layerGradient() {
    layerGradient.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    ops.close();
  }
}
