package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  /** Enough work per index that every thread gets a range. */
  private static final int HEAVY = 40_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyIndexOnceWhateverTheSplit(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      for (int work : new int[] {1, 7000, HEAVY}) {
        for (int count = 0; count <= 40; count++) {
          AtomicIntegerArray hits = new AtomicIntegerArray(count);
          AtomicInteger ranges = new AtomicInteger();
          workers.run(
              count,
              work,
              (from, to) -> {
                ranges.incrementAndGet();
                for (int i = from; i < to; i++) {
                  hits.incrementAndGet(i);
                }
              });
          for (int i = 0; i < count; i++) {
            assertThat(hits.get(i)).as("index %d of %d", i, count).isEqualTo(1);
          }
          if (work == HEAVY && count >= threads) {
            assertThat(ranges).hasValue(threads);
          } else if (work == 1) {
            assertThat(ranges).as("small work stays here").hasValue(1);
          }
        }
      }
    }
  }

  @Test
  void anExceptionOfAnyRangeArrivesAsItIs() {
    try (Workers workers = new Workers(3)) {
      for (int bad = 0; bad < 3; bad++) {
        int culprit = bad;
        AtomicInteger done = new AtomicInteger();
        assertThatIllegalArgumentException()
            .isThrownBy(
                () ->
                    workers.run(
                        3,
                        HEAVY,
                        (from, to) -> {
                          if (from == culprit) {
                            throw new IllegalArgumentException("id 7 is bad");
                          }
                          done.incrementAndGet();
                        }))
            .withMessage("id 7 is bad");
        assertThat(done).as("the other ranges are done before it is thrown").hasValue(2);
      }
      AtomicInteger after = new AtomicInteger();
      workers.run(3, HEAVY, (from, to) -> after.addAndGet(to - from));
      assertThat(after).as("the pool survives").hasValue(3);
    }
  }

  @Test
  void errorsAreNotSwallowed() {
    try (Workers workers = new Workers(2)) {
      org.assertj.core.api.Assertions.assertThatExceptionOfType(StackOverflowError.class)
          .isThrownBy(
              () ->
                  workers.run(
                      2,
                      HEAVY,
                      (from, to) -> {
                        if (from == 1) {
                          throw new StackOverflowError("deep");
                        }
                      }));
    }
  }

  @Test
  void servesSeveralCallersAtOnce() throws InterruptedException {
    try (Workers workers = new Workers(2)) {
      AtomicInteger sum = new AtomicInteger();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread caller =
            new Thread(
                () -> {
                  for (int j = 0; j < 200; j++) {
                    workers.run(4, HEAVY, (from, to) -> sum.addAndGet(to - from));
                  }
                });
        caller.start();
        callers.add(caller);
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(sum).hasValue(4 * 200 * 4);
    }
  }

  @Test
  void anInterruptWaitsForTheRanges() {
    try (Workers workers = new Workers(2)) {
      AtomicInteger done = new AtomicInteger();
      Thread.currentThread().interrupt();
      workers.run(2, HEAVY, (from, to) -> done.incrementAndGet());
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      assertThat(done).hasValue(2);
    }
  }

  @Test
  void refusesToRunWithoutThreadsOrAfterClosing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workers(0))
        .withMessage("threads must be at least 1, got 0");
    Workers workers = new Workers(2);
    workers.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> workers.run(2, HEAVY, (from, to) -> {}))
        .withMessageContaining("the engine is closed");
  }
}
