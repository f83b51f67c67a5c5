package org.calm4j.examples.cli;

import java.io.PrintStream;
import java.util.Map;
import org.calm4j.core.io.Json;

/**
 * Where a command writes.
 *
 * @param out results that a person or a script reads
 * @param err progress and messages
 * @param terminal whether a person watches {@code err} on a terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** Prints a line of the result. */
  void print(String line) {
    out.println(line);
  }

  /** Prints a message that is no result. */
  void note(String line) {
    err.println("calm: " + line);
  }

  /** Prints the one JSON object that a script takes from the last line. */
  void json(Map<String, ?> values) {
    out.println(Json.line(values));
  }
}
