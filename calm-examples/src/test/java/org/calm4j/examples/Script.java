package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A script of {@code src/main/jshell} in a JShell of this process, after the same imports as from
 * the launcher. A snippet that is refused or throws fails the test.
 */
final class Script implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/main/jshell");
  private static final String EXIT = "/exit";

  /** The imports of JShell's start-up script DEFAULT. */
  private static final List<String> DEFAULT =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private final JShell shell = JShell.builder().executionEngine("local").build();

  /** Runs a script to its end. */
  Script(String name) throws IOException {
    shell.addToClasspath(System.getProperty("java.class.path"));
    for (String imported : DEFAULT) {
      run("import " + imported + ".*;");
    }
    run(Files.readString(FOLDER.resolve("startup.jsh")));
    String source = Files.readString(FOLDER.resolve(name)).strip();
    assertThat(source).as("the last line").endsWith("\n" + EXIT);
    run(source.substring(0, source.length() - EXIT.length()));
  }

  private void run(String source) {
    String rest = source;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.source() != null) {
        check(next.source(), shell.eval(next.source()));
      }
      assertThat(next.remaining()).as("the rest after a snippet").hasSizeLessThan(rest.length());
      rest = next.remaining();
    }
  }

  private void check(String source, List<SnippetEvent> events) {
    for (SnippetEvent event : events) {
      if (event.exception() != null) {
        throw new AssertionError(source, event.exception());
      }
      List<String> problems =
          shell
              .diagnostics(event.snippet())
              .filter(problem -> problem.isError())
              .map(problem -> problem.getMessage(null))
              .toList();
      assertThat(problems).as(source).isEmpty();
      assertThat(event.status()).as(source).isEqualTo(Snippet.Status.VALID);
    }
  }

  /** The value of an expression over what the script left, as JShell shows it. */
  String value(String expression) {
    List<SnippetEvent> events = shell.eval(expression);
    check(expression, events);
    return events.get(0).value();
  }

  double number(String expression) {
    return Double.parseDouble(value(expression));
  }

  /** The folder that the script made. */
  Path folder() {
    return Path.of(value("folder.toString()").replace("\"", ""));
  }

  @Override
  public void close() {
    shell.close();
  }
}
