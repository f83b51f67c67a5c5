package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher makes no archive if one of these commands fails, and nobody would notice. */
class RehearsalTest {
  @TempDir private Path folder;

  @Test
  void allCommandsSucceedAndAModelIsWritten() {
    assertThat(Rehearsal.run(folder)).isZero();
    assertThat(folder.resolve("model/model.safetensors")).isNotEmptyFile();
  }
}
