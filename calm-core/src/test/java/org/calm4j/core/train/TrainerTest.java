package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerTest {
  @TempDir Path folder;

  @Test
  void trainingLearnsAndReports() throws IOException {
    TestRun run =
        new TestRun(
            folder.resolve("run"), TestRun.steps(200).withEvaluateEvery(90).withLogEvery(7));
    List<StepReport> reports = new ArrayList<>();
    List<Long> checkpoints = new ArrayList<>();
    run.listeners.add(
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
          }

          @Override
          public void onCheckpoint(long step, Path path) {
            checkpoints.add(step);
            assertThat(path).isDirectory();
          }
        });
    TrainingResult result = run.start();

    assertThat(run.model.evaluate().get("distance")).isLessThan(0.2);
    assertThat(result.steps()).isEqualTo(200);
    assertThat(result.tokens()).isEqualTo(1600);
    assertThat(result.tokensPerSecond()).isPositive();
    assertThat(result.best()).isNull();
    assertThat(result.evaluations()).extracting(Evaluation::step).containsExactly(90L, 180L, 200L);
    assertThat(result.finalLoss())
        .isEqualTo(
            reports.subList(150, 200).stream().mapToDouble(StepReport::loss).average().orElse(0),
            within(1e-12));
    assertThat(reports).hasSize(200);
    assertThat(reports.get(0).learningRate()).isEqualTo(0.0125, within(1e-12));
    assertThat(reports.get(3).learningRate()).isEqualTo(0.05, within(1e-12));
    assertThat(reports.get(199).fraction()).isEqualTo(1);
    assertThat(reports.get(199).etaSeconds()).isZero();
    assertThat(checkpoints).hasSize(40).endsWith(195L, 200L);

    List<String> lines = Files.readAllLines(run.out.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(200 / 7 + 1 + 3);
    JsonNode first = Json.parse("line", lines.get(0), JsonNode.class);
    assertThat(first.get("step").asLong()).isEqualTo(7);
    assertThat(first.get("loss").asDouble()).isEqualTo(reports.get(6).loss());
    assertThat(first.get("terms").get("half").asDouble()).isEqualTo(reports.get(6).loss() / 2);
    assertThat(first.get("learning_rate").asDouble()).isEqualTo(reports.get(6).learningRate());
  }

  @Test
  void accumulatedMicroBatchesEqualTheBiggerBatch() {
    TrainingOptions options = TestRun.steps(10);
    LineModel small = new LineModel(1, 4, 0);
    LineModel big = new LineModel(1, 12, 0);
    double smallLoss = train(small, options.withAccumulation(3), "small").finalLoss();
    double bigLoss = train(big, options, "big").finalLoss();
    assertThat(smallLoss).isEqualTo(bigLoss, within(1e-5));
    assertThat(small.dataState()).isEqualTo(big.dataState());
    INDArray expected = big.parameters().get("weight");
    assertThat(expected.norm2Number().doubleValue()).isGreaterThan(0.1);
    assertThat(small.parameters().get("weight").equalsWithEps(expected, 1e-5)).isTrue();
  }

  private TrainingResult train(LineModel model, TrainingOptions options, String name) {
    try (RunFolder out = RunFolder.create(folder.resolve(name), TestRun.CONFIGURATION, options)) {
      return new Trainer(model, new Momentum(model), options, out, List.of()).run();
    }
  }

  @Test
  void aLossThatIsNotANumberStopsTheRun() {
    TestRun run = new TestRun(folder.resolve("run"), TestRun.steps(20));
    run.model.hook = (step, loss) -> step == 12 ? Double.NaN : loss;
    Path good = run.out.resolve("checkpoints/step-00000010");
    assertThatThrownBy(run::start)
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the loss became NaN at step 12 (learning rate 0.0")
        .hasMessageContaining("the last good checkpoint is " + good)
        .hasMessageContaining("try a lower learning rate")
        .satisfies(e -> assertThat(((NonFiniteLossException) e).step()).isEqualTo(12));
    Checksums.verifyManifest(good);
    JsonNode description = Json.read(run.out.resolve("run.json"), JsonNode.class);
    assertThat(description.get("status").asText()).isEqualTo("failed");
    assertThat(description.get("message").asText()).contains("step 12");
  }

  @Test
  void anInfiniteLossBeforeTheFirstCheckpointStopsTheRun() {
    TestRun run = new TestRun(folder.resolve("run"), TestRun.steps(20));
    run.model.hook = (step, loss) -> Double.POSITIVE_INFINITY;
    assertThatThrownBy(run::start)
        .hasMessageContaining("the loss became infinite at step 1")
        .hasMessageContaining("there is no checkpoint before it");
    assertThat(run.out.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void weightsThatAreNotFiniteAreNeverSaved() {
    TestRun run = new TestRun(folder.resolve("run"), TestRun.steps(20));
    run.listeners.add(
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == 10) {
              run.model.parameters().get("weight").putScalar(1, 0, Float.POSITIVE_INFINITY);
            }
          }
        });
    assertThatThrownBy(run::start)
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the weight weight became infinite at step 10")
        .hasMessageContaining("step-00000005");
    assertThat(run.out.resolve("checkpoints/step-00000010")).doesNotExist();
  }

  @Test
  void aStopRequestEndsAfterTheStepWithACheckpoint() throws InterruptedException {
    TestRun run = new TestRun(folder.resolve("run"), TestRun.steps(1_000_000));
    try (RunFolder out = RunFolder.create(run.out, TestRun.CONFIGURATION, run.options)) {
      Trainer[] trainer = new Trainer[1];
      run.listeners.add(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              if (report.step() == 7) {
                trainer[0].requestStop();
              }
            }
          });
      trainer[0] = run.trainer(out);
      assertThat(trainer[0].awaitEnd(Duration.ZERO)).isFalse();
      TrainingResult result = trainer[0].run();
      assertThat(trainer[0].awaitEnd(Duration.ZERO)).isTrue();
      assertThat(result.steps()).isEqualTo(7);
      assertThat(result.complete()).isFalse();
      assertThat(out.checkpoints().steps()).containsExactly(5L, 7L);
      assertThatThrownBy(trainer[0]::run).hasMessageContaining("a trainer runs once");
    }
  }

  @Test
  void aTimeLimitEndsTheRunAndDecaysTheRate() {
    TrainingOptions options =
        TrainingOptions.of(new Budget.Minutes(1), new Schedule.Linear(0.01, 5, 0))
            .withEvaluateEvery(1000)
            .withSeed(3);
    TestRun run = new TestRun(folder.resolve("run"), options);
    List<StepReport> reports = new ArrayList<>();
    run.listeners.add(
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            reports.add(report);
          }
        });
    AtomicLong clock = new AtomicLong();
    try (RunFolder out = RunFolder.create(run.out, TestRun.CONFIGURATION, options)) {
      TrainingResult result =
          new Trainer(
                  run.model,
                  run.optimizer,
                  options,
                  out,
                  run.listeners,
                  () -> clock.addAndGet(250_000_000))
              .run();
      assertThat(result.complete()).isTrue();
      assertThat(result.steps()).isBetween(30L, 120L);
      assertThat(result.seconds()).isBetween(60.0, 65.0);
      assertThat(result.evaluations()).extracting(Evaluation::step).containsExactly(result.steps());
    }
    StepReport last = reports.get(reports.size() - 1);
    assertThat(last.learningRate()).isBetween(0.0, 0.0005);
    assertThat(reports.get(4).learningRate()).isEqualTo(0.01, within(1e-12));
    assertThat(reports.get(0).etaSeconds()).isBetween(55.0, 60.0);
  }

  @Test
  void aBestMetricThatTheModelLacksIsNamed() {
    TrainingOptions options =
        TestRun.steps(5).withEvaluateEvery(1).withBest(new BestMetric("accuracy", true));
    assertThatThrownBy(() -> new TestRun(folder.resolve("run"), options).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("picked by accuracy, but the evaluation gives only [distance]");
  }
}
