package org.calm4j.examples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.calm4j.core.model.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code ./calm COMMAND ...}. */
@Command(
    name = "calm",
    mixinStandardHelpOptions = true,
    versionProvider = Calm.Version.class,
    description = "Continuous autoregressive language models on the JVM.",
    footer = {
      "",
      "./calm jshell [SCRIPT...] starts JShell with the library (docs/jshell.md).",
      "FILE is .txt or .jsonl, also .gz or .zst, a token store, or generated stories:",
      "stories:MEGABYTES:SEED[:PLOTS[:VARIETY]], with all plots or those named, told",
      "with all or the first VARIETY of their wordings, names and things (2 to 100),",
      "for example stories:2:7:lost,gift or stories:2:7:lost,gift:3.",
      "Exit status: 0 done, 1 failed, 2 wrong usage."
    })
public final class Calm implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  Calm() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Libraries that print do it where logs go: standard output holds results only.
    System.setOut(System.err);
    System.exit(run(new Console(out, err, Boolean.getBoolean("calm.terminal")), arguments));
  }

  /** Runs a command; returns its exit status. */
  static int run(Console console, String... arguments) {
    Failures failures = new Failures(console);
    CommandLine commands = new CommandLine(new Calm());
    Commands.needed(arguments)
        .forEach((name, make) -> commands.addSubcommand(name, make.apply(console)));
    commands
        .setOut(writer(console.out()))
        .setErr(writer(console.err()))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
    try {
      return commands.execute(arguments);
    } catch (Error e) {
      return failures.failed(e, List.of(arguments).contains("--verbose"));
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is needed, one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** The library's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"calm " + Provenance.currentVersion()};
    }
  }
}
