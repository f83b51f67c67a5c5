package org.calm4j.core.engine.op;

import java.util.concurrent.TimeUnit;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
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

/**
 * Products of matrices, by blocks here and by ND4J's backend, plain (NN) and with the second (NT)
 * or the first factor turned (TN).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProductBenchmark {
  /** Threads of the engine; the backend has its own setting. */
  @Param("2")
  public int threads;

  /** Rows and columns of the result, steps of the sum. */
  @Param({"1024x688x256", "2048x512x512", "4096x8192x512", "128x128x128"})
  public String shape;

  /** Which factor is turned. */
  @Param({"NN", "NT", "TN"})
  public String turned;

  private Engine engine;
  private INDArray a;
  private INDArray b;
  private INDArray c;
  private BoundOp blocks;
  private BoundOp backend;

  /** Prepares both. */
  @Setup
  public void prepare() {
    engine = new Engine(threads);
    String[] sizes = shape.split("x", -1);
    long m = Long.parseLong(sizes[0]);
    long n = Long.parseLong(sizes[1]);
    long k = Long.parseLong(sizes[2]);
    boolean turnedA = turned.equals("TN");
    boolean turnedB = turned.equals("NT");
    a = turnedA ? ones(k, m) : ones(m, k);
    b = turnedB ? ones(n, k) : ones(k, n);
    c = ones(m, n);
    blocks =
        new BlockedProduct(
            engine.kernels(),
            new Factor(Matrix.of(a), turnedA),
            new Factor(Matrix.of(b), turnedB),
            Matrix.of(c),
            false);
    backend = new NativeProduct(a, turnedA, b, turnedB, c, false);
  }

  private static INDArray ones(long rows, long columns) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, rows, columns).assign(1);
  }

  /** In Java's Vector API. */
  @Benchmark
  public void blocks() {
    blocks.run();
  }

  /** By ND4J. */
  @Benchmark
  public void backend() {
    backend.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    backend.close();
    blocks.close();
    a.close();
    b.close();
    c.close();
    engine.close();
  }
}
