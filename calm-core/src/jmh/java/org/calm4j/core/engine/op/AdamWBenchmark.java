package org.calm4j.core.engine.op;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An update of parameters by AdamW: norm of the gradients, clipping, moments, parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AdamWBenchmark {
  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Number of parameters. */
  @Param({"1000000", "10000000"})
  public long parameters;

  private Engine engine;
  private INDArray parameter;
  private INDArray gradient;
  private AdamW optimizer;

  /** Prepares the update of a single array. */
  @Setup
  public void prepare() {
    engine = new Engine(threads);
    parameter = Nd4j.createUninitializedDetached(DataType.FLOAT, parameters).assign(1);
    gradient = Nd4j.createUninitializedDetached(DataType.FLOAT, parameters).assign(1e-3);
    optimizer =
        new AdamW(
            engine,
            Map.of("p", parameter),
            Map.of("p", gradient),
            name -> true,
            AdamWOptions.published());
  }

  /** One update. */
  @Benchmark
  public double update() {
    return optimizer.update(1e-6, 1);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    optimizer.close();
    parameter.close();
    gradient.close();
    engine.close();
  }
}
