package org.calm4j.core.engine.op;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.Memory;
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
 * The likeliest tokens of 256 candidates for one place, whose states lie around those of a few
 * tokens, or anywhere: by {@link NearRowsArgmax} and by the whole product.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ArgmaxBenchmark {
  private static final int ROWS = 256;
  private static final int WIDTH = 512;

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  /** Entries of the table. */
  @Param({"8192", "128257"})
  public int vocabulary;

  /** Tokens that the candidates decode to; 0 for states that have nothing to do with each other. */
  @Param({"1", "4", "0"})
  public int tokens;

  private final SplittableRandom random = new SplittableRandom(1);
  private Engine engine;
  private INDArray hidden;
  private INDArray table;
  private INDArray ids;
  private INDArray scratch;
  private BoundOp near;
  private BoundOp whole;

  /** Prepares both. */
  @Setup
  public void prepare() {
    engine = new Engine(threads);
    table = normal(vocabulary);
    hidden = normal(ROWS);
    Memory rows = Memory.of(hidden);
    Memory entries = Memory.of(table);
    for (int i = 0; i < ROWS && tokens > 0; i++) {
      int token = random.nextInt(tokens) * 1000;
      for (int j = 0; j < WIDTH; j++) {
        int at = i * WIDTH + j;
        rows.set(at, entries.get(token * WIDTH + j) + 0.15f * rows.get(at));
      }
    }
    ids = Nd4j.create(DataType.INT32, ROWS);
    scratch = Nd4j.create(DataType.FLOAT, ROWS * 2048);
    near = new NearRowsArgmax(engine.kernels(), hidden, table, ids, scratch);
    whole = TiedArgmax.whole(engine.kernels(), hidden, table, ids, scratch);
  }

  private INDArray normal(int rows) {
    INDArray array = Nd4j.create(DataType.FLOAT, rows, WIDTH);
    Memory memory = Memory.of(array);
    for (int i = 0; i < memory.length(); i++) {
      memory.set(i, (float) random.nextGaussian());
    }
    return array;
  }

  /** Most of it saved where rows lie near each other. */
  @Benchmark
  public void near() {
    near.run();
  }

  /** All products. */
  @Benchmark
  public void whole() {
    whole.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    near.close();
    whole.close();
    hidden.close();
    table.close();
    ids.close();
    scratch.close();
    engine.close();
  }
}
