package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is a class of this module, and it runs. */
class QuickstartTest {

  @Test
  void readmeShowsTheClass() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String source = Files.readString(Path.of("src/main/java/org/calm4j/examples/Quickstart.java"));
    assertThat(readme).contains("```java\n" + source.strip() + "\n```");
  }

  @Test
  void runs(@TempDir Path folder) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Quickstart.main(new String[] {folder.resolve("model").toString(), "40"});
    } finally {
      System.setOut(stdout);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("vectors of 64 numbers");
    assertThat(folder.resolve("model/model.safetensors")).exists();
  }
}
