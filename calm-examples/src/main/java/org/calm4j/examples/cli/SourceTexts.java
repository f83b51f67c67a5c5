package org.calm4j.examples.cli;

import java.util.List;
import org.calm4j.core.text.TextSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The texts of commands that take no token store. */
final class SourceTexts {
  @Option(
      names = "--in",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "texts: .txt, .jsonl, also .gz or .zst, or stories:MEGABYTES:SEED")
  private List<String> in = List.of();

  /** The texts that are named. */
  List<TextSource> sources(CommandSpec command) {
    return Usage.from(command, () -> in.stream().map(TextSource::of).toList());
  }
}
