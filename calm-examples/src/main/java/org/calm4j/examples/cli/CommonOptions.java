package org.calm4j.examples.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  @Option(names = "--json", description = "end standard output with one line of JSON")
  boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "show where an error comes from")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;
}
