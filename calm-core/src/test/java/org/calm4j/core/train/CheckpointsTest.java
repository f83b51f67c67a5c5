package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointsTest {
  @TempDir Path folder;

  @Test
  void theLastAndTheBestAreKept() throws IOException {
    // The loss metric is the better the higher it is: the first evaluation stays the best.
    TrainingOptions options =
        TestRun.steps(30).withEvaluateEvery(6).withBest(new BestMetric("distance", true));
    TestRun run = new TestRun(folder.resolve("run"), options);
    TrainingResult result = run.start();
    Best best = Objects.requireNonNull(result.best());
    assertThat(best.step()).isEqualTo(6);
    assertThat(result.evaluations()).filteredOn(Evaluation::best).hasSize(1);

    Path checkpoints = run.out.resolve("checkpoints");
    assertThat(names(checkpoints))
        .containsExactly("best.json", "step-00000006", "step-00000025", "step-00000030");
    assertThat(names(checkpoints.resolve("step-00000030")))
        .containsExactly(
            "SHA256SUMS", "optimizer.safetensors", "state.json", "weights.safetensors");
    assertThat(Json.read(checkpoints.resolve("best.json"), JsonNode.class).get("step").asLong())
        .isEqualTo(6);
    Checksums.verifyManifest(checkpoints.resolve("step-00000030"));
  }

  @Test
  void theBestWeightsCanBeRead() {
    TrainingOptions options =
        TestRun.steps(12).withEvaluateEvery(4).withBest(new BestMetric("distance", false));
    TestRun run = new TestRun(folder.resolve("run"), options);
    try (RunFolder out = RunFolder.create(run.out, TestRun.CONFIGURATION, options)) {
      TrainingResult result = run.trainer(out).run();
      Best best = Objects.requireNonNull(result.best());
      LineModel other = new LineModel(1, 8, 0.1);
      out.checkpoints().restoreWeights(best.step(), other.parameters());
      assertThat(other.evaluate().get("distance")).isEqualTo(best.value());

      assertThatThrownBy(() -> out.checkpoints().restoreWeights(7, other.parameters()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no checkpoint")
          .hasMessageContaining("step-00000007");
      assertThatThrownBy(
              () ->
                  out.checkpoints()
                      .restoreWeights(
                          best.step(), Map.of("bias", Nd4j.zeros(DataType.FLOAT, 1, 1))))
          .hasMessageContaining("holds [weight], which this model has not");
      assertThatThrownBy(
              () ->
                  out.checkpoints()
                      .restoreWeights(
                          best.step(),
                          Map.of(
                              "weight",
                              Nd4j.zeros(DataType.FLOAT, 5, 1),
                              "bias",
                              Nd4j.zeros(DataType.FLOAT, 1, 1))))
          .hasMessageContaining("weight with shape [3, 1], but this model has [5, 1]");
    }
  }

  @Test
  void aDamagedNewestCheckpointIsSetAsideForTheOneBefore() throws IOException {
    TestRun whole = new TestRun(folder.resolve("whole"), TestRun.steps(20));
    whole.start();
    Path out = folder.resolve("run");
    new TestRun(out, TestRun.steps(20)).interruptedAfter(13).start();
    assertThat(Thread.interrupted()).isTrue();
    damage(out.resolve("checkpoints/step-00000013/weights.safetensors"));

    TestRun second = new TestRun(out, TestRun.steps(20));
    second.resume();
    assertThat(second.bits()).isEqualTo(whole.bits());
    assertThat(names(out.resolve("checkpoints")))
        .containsExactly("step-00000013.damaged", "step-00000015", "step-00000020");
  }

  @Test
  void onlyDamagedCheckpointsEndTheResume() throws IOException {
    Path out = folder.resolve("run");
    new TestRun(out, TestRun.steps(10)).start();
    damage(out.resolve("checkpoints/step-00000005/optimizer.safetensors"));
    Files.delete(out.resolve("checkpoints/step-00000010/state.json"));
    assertThatThrownBy(() -> new TestRun(out, TestRun.steps(20)).resume())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no checkpoint in " + out.resolve("checkpoints") + " is whole")
        .hasMessageContaining("optimizer.safetensors is damaged")
        .hasMessageEndingWith("start a new run with another --out");
  }

  @Test
  void leftoversOfAKilledProcessAreSwept() throws IOException {
    Path out = folder.resolve("run");
    new TestRun(out, TestRun.steps(10)).start();
    Path leftover = Files.createDirectory(out.resolve("checkpoints/.step-00000007.tmp"));
    Files.writeString(leftover.resolve("weights.safetensors"), "half");
    new TestRun(out, TestRun.steps(12)).resume();
    assertThat(names(out.resolve("checkpoints"))).containsExactly("step-00000010", "step-00000012");
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
