package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation page's code is that of a class of this module, and it runs. */
class ScoreYourModelTest {

  /** Every line of Java on the page stands in the class. */
  @Test
  void pageShowsTheClass() throws IOException {
    String page = Files.readString(Path.of("../docs/brierlm.md"));
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/org/calm4j/examples/ScoreYourModel.java"))
            .stream()
            .map(String::strip)
            .toList();
    List<String> shown = page.lines().toList();
    int lines = 0;
    boolean inside = false;
    for (String line : shown) {
      if (line.startsWith("```")) {
        inside = line.equals("```java");
      } else if (inside && !line.isBlank()) {
        assertThat(source).as("docs/brierlm.md shows a line of the class").contains(line.strip());
        lines++;
      }
    }
    assertThat(lines).isGreaterThan(10);
  }

  @Test
  void runs(@TempDir Path folder) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      ScoreYourModel.main(new String[] {folder.toString()});
    } finally {
      System.setOut(stdout);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.startsWith("bigram   "))
        .anyMatch(line -> line.startsWith("bigram - unigram: "))
        .noneMatch(line -> line.contains("NaN"));
    assertThat(folder.resolve("report.html")).exists();
  }
}
