package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.calm4j.core.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir Path folder;
  private final TrainingOptions options =
      TestRun.steps(20).withEvaluateEvery(4).withBest(new BestMetric("distance", false));
  private TestRun whole;
  private TrainingResult wholeResult;
  private Path out;

  @BeforeEach
  void trainWithoutInterruption() {
    whole = new TestRun(folder.resolve("whole"), options);
    wholeResult = whole.start();
    out = folder.resolve("parts");
  }

  @Test
  void aStoppedRunEndsWithTheSameBits() throws IOException {
    TestRun first = new TestRun(out, options).interruptedAfter(10);
    TrainingResult part = first.start();
    assertThat(Thread.interrupted()).as("interrupt flag after the run").isTrue();
    assertThat(part.steps()).isEqualTo(10);
    assertThat(part.complete()).isFalse();
    assertThat(status(out)).isEqualTo("stopped");

    TestRun second = new TestRun(out, options);
    TrainingResult result = second.resume();
    requireSame(second, result);
    assertThat(status(out)).isEqualTo("complete");
  }

  @Test
  void aRunThatFailedBetweenCheckpointsEndsWithTheSameBits() throws IOException {
    TestRun first = new TestRun(out, options);
    first.model.hook =
        (step, loss) -> {
          if (step == 19) {
            throw new IllegalStateException("power failure");
          }
          return loss;
        };
    assertThatThrownBy(first::start).hasMessage("power failure");
    assertThat(status(out)).isEqualTo("failed");
    // The machine went down in the middle of a line.
    Files.writeString(out.resolve("metrics.jsonl"), "{\"kind\":\"st", StandardOpenOption.APPEND);

    TestRun second = new TestRun(out, options);
    TrainingResult result = second.resume();
    requireSame(second, result);
  }

  @Test
  void aRunThatFailedBeforeItsFirstCheckpointStartsAgain() throws IOException {
    TestRun first = new TestRun(out, options);
    first.model.hook =
        (step, loss) -> {
          if (step == 3) {
            throw new IllegalStateException("power failure");
          }
          return loss;
        };
    assertThatThrownBy(first::start).hasMessage("power failure");

    TestRun second = new TestRun(out, options);
    requireSame(second, second.resume());
  }

  @Test
  void aCompleteRunIsNotTrainedFurther() {
    TestRun again = new TestRun(whole.out, options);
    TrainingResult result = again.resume();
    assertThat(again.bits()).isEqualTo(whole.bits());
    assertThat(result.steps()).isEqualTo(20);
    assertThat(result.evaluations()).isEqualTo(wholeResult.evaluations());
  }

  @Test
  void aLongerBudgetGoesOn() throws IOException {
    TestRun again = new TestRun(whole.out, options.withBudget(new Budget.Steps(24)));
    assertThat(again.resume().steps()).isEqualTo(24);
    assertThat(steps(whole.out, "step")).isEqualTo(LongStream.rangeClosed(1, 24).boxed().toList());
  }

  @Test
  void aChangedConfigurationIsRefusedByName() {
    Map<String, Object> other = Map.of("model", Map.of("features", 4, "name", "line"));
    assertThatThrownBy(() -> RunFolder.resume(whole.out, other, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            whole.out
                + " was started with configuration.model.features = 3, now it is 4: resume with the"
                + " old value, or start a new run with another --out");
    assertThatThrownBy(
            () -> RunFolder.resume(whole.out, TestRun.CONFIGURATION, options.withSeed(2)))
        .hasMessageContaining("options.seed = 1, now it is 2");
    TrainingOptions rate =
        TrainingOptions.of(new Budget.Steps(20), new Schedule.Cosine(0.06, 4, 0.1));
    assertThatThrownBy(() -> RunFolder.resume(whole.out, TestRun.CONFIGURATION, rate))
        .hasMessageContaining("options.schedule.peak = 0.05, now it is 0.06");
  }

  @Test
  void aFolderWithoutRunCannotBeResumed() {
    assertThatThrownBy(() -> new TestRun(out, options).resume())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(out + " holds no run to resume: leave --resume out to start one there");
  }

  private void requireSame(TestRun run, TrainingResult result) throws IOException {
    assertThat(run.bits()).isEqualTo(whole.bits());
    assertThat(result.finalLoss()).isEqualTo(wholeResult.finalLoss());
    assertThat(result.best()).isEqualTo(wholeResult.best());
    assertThat(result.tokens()).isEqualTo(wholeResult.tokens());
    assertThat(result.complete()).isTrue();
    assertThat(steps(out, "step")).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(steps(out, "evaluation")).containsExactly(4L, 8L, 12L, 16L, 20L);
    assertThat(result.evaluations().stream().map(Evaluation::metrics).toList())
        .isEqualTo(wholeResult.evaluations().stream().map(Evaluation::metrics).toList());
  }

  private static List<Long> steps(Path out, String kind) throws IOException {
    return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
        .map(line -> Json.parse("line", line, JsonNode.class))
        .filter(line -> line.get("kind").asText().equals(kind))
        .map(line -> line.get("step").asLong())
        .toList();
  }

  private static String status(Path out) {
    return Json.read(out.resolve("run.json"), JsonNode.class).get("status").asText();
  }
}
