package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  private ConsoleProgress progress(boolean terminal) {
    return new ConsoleProgress(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, clock::get);
  }

  /** A step per second. */
  private void run(ConsoleProgress progress, int steps) {
    progress.onStart(TestRun.steps(steps), 0);
    for (int step = 1; step <= steps; step++) {
      clock.addAndGet(1_000_000_000);
      progress.onStep(
          new StepReport(
              step,
              (double) step / steps,
              Map.of("loss", 1.0 / step),
              0.003,
              1,
              step * 100L,
              100,
              step,
              steps - step));
    }
    progress.onEvaluation(new Evaluation(steps, Map.of("accuracy", 0.75), true, 1));
    progress.onEnd();
  }

  @Test
  void withoutATerminalALineEveryHalfMinuteIsEnough() {
    run(progress(false), 100);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "step 30/100   30 %  loss 0.0333  rate 3.00e-03  100 tokens/s  1:10 left",
            "step 60/100   60 %  loss 0.0167  rate 3.00e-03  100 tokens/s  0:40 left",
            "step 90/100   90 %  loss 0.0111  rate 3.00e-03  100 tokens/s  0:10 left",
            "step 100/100  100 %  loss 0.0100  rate 3.00e-03  100 tokens/s  0:00 left",
            "evaluation after step 100  accuracy 0.75000  (best so far)");
  }

  @Test
  void onATerminalOneLineIsRewritten() {
    run(progress(true), 4);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.lines().count()).isGreaterThan(4);
    assertThat(text).startsWith("\rstep 1/4   25 %").contains("\rstep 4/4  100 %");
    assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    assertThat(text).endsWith("\revaluation after step 4  accuracy 0.75000  (best so far)\n");
  }
}
