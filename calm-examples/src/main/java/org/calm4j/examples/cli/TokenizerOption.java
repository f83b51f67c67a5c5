package org.calm4j.examples.cli;

import org.calm4j.core.tokenizer.Tokenizer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The tokenizer of commands that no model gives one to. */
final class TokenizerOption {
  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "SPEC",
      description = "bytes, r50k:SIZE, cl100k:SIZE, or a file with an optional :SIZE")
  private String tokenizer = "";

  /** The tokenizer that is named. */
  Tokenizer tokenizer(CommandSpec command) {
    return Usage.tokenizer(command, tokenizer);
  }
}
