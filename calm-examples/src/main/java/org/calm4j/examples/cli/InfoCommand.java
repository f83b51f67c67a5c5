package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code calm info}: what a model folder holds. Works for every kind of model. */
@Command(
    name = "info",
    description = "Shows architecture, parameters and origin of a model, ours or a published one.")
final class InfoCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "a model folder, or one of a published model")
  private Path folder = Path.of("");

  @Mixin private final CommonOptions common = new CommonOptions();

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ModelReport report = ModelReport.of(folder);
    report.print(console, report.lines(), common.json);
    return 0;
  }
}
