package org.calm4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.EnergyHeadConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whole training steps, from text to updated parameters: once warm, a hundred of them make nothing
 * off the heap, and on it little more than their batch of ids.
 */
class StepAllocationTest {
  private static final int WARM_UP = 30;
  private static final int STEPS = 100;

  /** Rounds until the compiler has settled. */
  private static final int ROUNDS = 10;

  /** What the process may grow besides the heap, by compiled code for example. */
  private static final long SLACK = 64L << 20;

  /** Sizes whose products are large enough for {@code BlockProduct}. */
  private static final BenchSizes SIZES =
      new BenchSizes(
          512,
          64,
          64,
          1024,
          1024,
          new LmBenchSizes(
              64, 128, 2, 2, new EnergyHeadConfig(2, 64, 4, 16, 1), 8, 128, 8, 8, 8, 8, 8));

  private final Engine engine = new Engine(2, Spelling.FUSED);

  @AfterEach
  void stop() {
    engine.close();
  }

  enum Model {
    AUTOENCODER,
    CALM,
    TOKENS
  }

  private BenchCase steps(Model model) {
    int[] ids = new SplittableRandom(1).ints(SIZES.tokens(), 0, SIZES.vocabulary() - 3).toArray();
    return switch (model) {
      case AUTOENCODER -> AutoencoderStepCase.of(SIZES, ids, engine);
      case CALM -> LanguageModelStepCase.of(SIZES, ids, engine);
      case TOKENS -> ArStepCase.of(SIZES, ids, engine);
    };
  }

  @ParameterizedTest
  @EnumSource
  void aHundredSteps(Model model) {
    try (BenchCase steps = steps(model)) {
      Allocations.of(WARM_UP, steps::run);
      Allocations.settle();
      Allocations made = Allocations.of(STEPS, steps::run);
      assertThat(made.pointerCount()).as("pieces off the heap").isLessThanOrEqualTo(0);
      assertThat(made.pointers()).as("bytes off the heap").isLessThanOrEqualTo(0);
      assertThat(made.direct()).as("bytes of direct buffers").isZero();
      assertThat(made.resident()).as("growth of the process").isLessThan(SLACK + made.heap());
      long bound = PlanAllocationTest.bound(steps.reports().get(0)) + batchBytes(steps.tokens());
      for (int round = 1; round < ROUNDS && made.heap() > bound * STEPS; round++) {
        made = Allocations.of(STEPS, steps::run);
      }
      assertThat((double) made.heap() / STEPS).as("heap bytes of a step").isLessThan(bound);
    }
  }

  /** Ids, targets, places and random streams of a batch, and what finds plans and placeholders. */
  private static long batchBytes(long tokens) {
    return 64 * tokens + 8192;
  }

  /** The counters can see what they are there for. */
  @Test
  void arraysAreCounted() {
    try (INDArray ignored = Nd4j.createUninitializedDetached(DataType.FLOAT, 1 << 20).assign(1)) {
      Allocations.settle();
      Allocations made =
          Allocations.of(
              10, () -> Nd4j.createUninitializedDetached(DataType.FLOAT, 1 << 10).close());
      assertThat(made.pointerCount()).isGreaterThanOrEqualTo(10);
      assertThat(made.pointers()).isPositive();
      assertThat(made.heap()).isPositive();
    }
    Allocations floats = Allocations.of(10, () -> assertThat(new float[1000]).isNotEmpty());
    assertThat(floats.heap()).isBetween(40_000L, 400_000L);
    Allocations helpers =
        Allocations.of(
            10,
            () ->
                engine
                    .kernels()
                    .workers()
                    .run(
                        2, 1 << 20, (from, to) -> assertThat(new float[100_000]).hasSize(100_000)));
    assertThat(helpers.heap()).as("of both threads").isGreaterThan(8_000_000);
  }
}
