package org.calm4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path folder;
  private final TrainingOptions options = TestRun.steps(3).withSeed(77);

  @Test
  void anEmptyOrNewFolderIsTaken() {
    RunFolder.create(folder, TestRun.CONFIGURATION, options).close();
    JsonNode run = Json.read(folder.resolve("run.json"), JsonNode.class);
    assertThat(run.get("seed").asLong()).isEqualTo(77);
    assertThat(run.at("/configuration/model/features").asInt()).isEqualTo(3);
    assertThat(run.at("/options/schedule/kind").asText()).isEqualTo("cosine");
    assertThat(run.at("/options/budget/steps").asLong()).isEqualTo(3);
    RunFolder.create(folder.resolve("a/b"), TestRun.CONFIGURATION, options).close();
    assertThat(folder.resolve("a/b/run.json")).exists();
  }

  @Test
  void aFolderWithAnotherRunIsRefused() throws IOException {
    RunFolder.create(folder, TestRun.CONFIGURATION, options).close();
    String before = Files.readString(folder.resolve("run.json"));
    assertThatThrownBy(() -> RunFolder.create(folder, TestRun.CONFIGURATION, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder + " holds another run: go on with it by --resume, or choose another --out");
    assertThat(folder.resolve("run.json")).hasContent(before);
  }

  @Test
  void aFolderWithOtherContentIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("thesis.txt"), "do not touch");
    assertThatThrownBy(() -> RunFolder.create(folder, TestRun.CONFIGURATION, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + " is not empty and holds no run: choose another --out");
    assertThatThrownBy(() -> RunFolder.create(other, TestRun.CONFIGURATION, options))
        .hasMessage(other + " is not a folder: choose another --out");
    assertThat(other).hasContent("do not touch");
  }

  @Test
  void aFolderInUseIsRefused() {
    try (RunFolder used = RunFolder.create(folder, TestRun.CONFIGURATION, options)) {
      assertThat(used.path()).isEqualTo(folder);
      assertThatThrownBy(() -> RunFolder.resume(folder, TestRun.CONFIGURATION, options))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another run is training in " + folder);
    }
    RunFolder.resume(folder, TestRun.CONFIGURATION, options).close();
  }
}
