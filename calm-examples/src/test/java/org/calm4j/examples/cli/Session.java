package org.calm4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.calm4j.core.io.Json;
import picocli.CommandLine;

/** Runs commands in this process and keeps what they print. */
final class Session {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final Console console =
      new Console(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          false);
  final int status;

  /** Runs the whole command line. */
  Session(Object... arguments) {
    status = Calm.run(console, strings(arguments));
  }

  /** Runs one command made with other settings than the usual ones. */
  Session(java.util.function.Function<Console, Object> maker, Object... arguments) {
    Failures failures = new Failures(console);
    status =
        new CommandLine(maker.apply(console))
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .execute(strings(arguments));
  }

  private static String[] strings(Object... arguments) {
    return List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<String> messages() {
    return err().lines().filter(line -> line.startsWith("calm: ")).toList();
  }

  /** The JSON object of the last line. */
  JsonNode json() {
    List<String> lines = out().lines().toList();
    return Json.parse("last line", lines.get(lines.size() - 1), JsonNode.class);
  }
}
