package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's dependencies are those of the application that {@code mvn verify} builds. */
class DependencySnippetTest {

  @Test
  void readmeShowsWhatTheApplicationDeclares() throws IOException {
    String parent = Files.readString(Path.of("../pom.xml"));
    String consumer =
        Files.readString(Path.of("src/it/consumer/pom.xml"))
            .replace("@project.version@", first("<version>(.*)</version>", parent))
            .replace("@nd4j.version@", first("<nd4j.version>(.*)</nd4j.version>", parent))
            .replace("@calm.nd4j.classifier@", "linux-x86_64");
    String readme = Files.readString(Path.of("../README.md"));
    List<String> snippet =
        lines(first("(?s)```xml\\n(.*?)```", readme)).filter(line -> !line.isEmpty()).toList();
    assertThat(snippet).hasSizeGreaterThan(20);
    assertThat(lines(consumer).toList()).containsSubsequence(snippet);
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(line -> line.replaceAll("<!--.*?-->", "").strip());
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
