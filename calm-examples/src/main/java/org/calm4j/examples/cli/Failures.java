package org.calm4j.examples.cli;

import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence on standard error and an exit status, instead of a stack trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String sentence = sentence(e);
    if (e instanceof UnmatchedArgumentException unknown) {
      String first = unknown.getUnmatched().get(0);
      sentence =
          command.parent() == null && !first.startsWith("-")
              ? "there is no command %s, the commands are %s"
                  .formatted(first, String.join(", ", command.subcommands().keySet()))
              : "%s takes no %s".formatted(command.qualifiedName(), first);
    }
    console.note("%s; see %s --help".formatted(sentence, command.qualifiedName()));
    return WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
    return failed(e, verbose);
  }

  /** Reports anything that was thrown. */
  int failed(Throwable e, boolean verbose) {
    if (verbose) {
      e.printStackTrace(console.err());
    }
    if (e instanceof OutOfMemoryError) {
      console.note(
          "out of memory: %s; use smaller batches or a smaller model, or give more by CALM_OPTS"
                  .formatted(sentence(e))
              + " (-Xmx for the heap; arrays lie outside and are bounded by the machine)");
    } else if (stands(e)) {
      console.note(sentence(e));
    } else {
      console.note(
          "internal error, %s: %s%s"
              .formatted(
                  e.getClass().getSimpleName(),
                  sentence(e),
                  verbose ? "" : "; run again with --verbose to see where"));
    }
    return FAILED;
  }

  /** The library's own exceptions, whose messages are whole sentences. */
  private static boolean stands(Throwable e) {
    return e.getMessage() != null
        && (e instanceof IllegalArgumentException
            || e instanceof UncheckedIOException
            || e instanceof IllegalStateException);
  }

  private static String sentence(Throwable e) {
    String message = e.getMessage();
    return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
