package org.calm4j.examples.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.train.ConsoleProgress;
import org.calm4j.examples.demo.Demo;
import org.calm4j.examples.demo.DemoResult;
import org.calm4j.examples.demo.DemoSettings;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm demo}: the main job on the embedded corpus, end to end. */
@Command(
    name = "demo",
    description =
        "Trains an autoencoder and a language model on generated stories, shows what they can do, and"
            + " scores them beside a token-level model.")
final class DemoCommand implements Callable<Integer> {
  private static final Path HOME = Path.of("runs");

  private final Console console;
  private final DemoSettings standard;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "how long all of it takes (default: 4.9)")
  private @Nullable Double minutes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "a new folder (default: runs/demo, or the next free of runs/demo-2, ...)")
  private @Nullable Path out;

  @Option(names = "--seed", paramLabel = "SEED", description = "of stories and model (default: 1)")
  private long seed = 1;

  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  DemoCommand(Console console) {
    this(console, DemoSettings.standard());
  }

  DemoCommand(Console console, DemoSettings standard) {
    this.console = console;
    this.standard = standard;
  }

  @Override
  public Integer call() {
    double length = minutes == null ? standard.minutes() : minutes;
    Usage.require(
        spec,
        length > 0 && Double.isFinite(length),
        "--minutes must be a finite time above 0, got " + length);
    DemoSettings settings = standard.withMinutes(length);
    Path folder = folder();
    new Settings(
            "demo: an autoencoder turns chunks of tokens into vectors, a language model predicts the next one")
        .add(settings)
        .add("seed", seed)
        .add("writes to", folder.toAbsolutePath().normalize())
        .lines()
        .forEach(console::print);
    StoreProgress progress = new StoreProgress(console);
    try (Engine engine = threads.engine();
        Demo demo = new Demo(settings, folder, seed, secondsSinceStart(), engine, progress);
        Interruption interruption = new Interruption(demo, console)) {
      progress.done();
      interruption.watch();
      DemoResult result =
          demo.run(
              List.of(new ConsoleProgress(console.err(), console.terminal())),
              figures -> DemoReport.print(console, settings, figures),
              written -> DemoReport.print(console, written));
      if (result.scores() != null) {
        DemoScores.print(console, result.autoencoder(), result.scores());
        console.print("token-level model in " + demo.baseline());
      }
      console.print("models in " + demo.autoencoder() + " and " + demo.languageModel());
      Plots.draw(console, () -> demo.plots(result));
      double seconds = secondsSinceStart();
      console.print("all of it took " + Figures.time(seconds));
      if (common.json) {
        console.json(DemoReport.json(result, seconds, folder));
      }
    }
    return 0;
  }

  /** The folder that was asked for, which must be free, or the first free one. */
  private Path folder() {
    if (out != null) {
      if (!isFree(out)) {
        throw new IllegalArgumentException(
            out + " is not empty: choose another --out, or leave it out for the next free one");
      }
      return out;
    }
    return free(HOME);
  }

  /** The first of demo, demo-2, demo-3, ... that is missing or empty. */
  static Path free(Path home) {
    Path folder = home.resolve("demo");
    for (int i = 2; !isFree(folder); i++) {
      folder = home.resolve("demo-" + i);
    }
    return folder;
  }

  private static boolean isFree(Path folder) {
    String[] content = folder.toFile().list();
    return content == null ? !Files.exists(folder) : content.length == 0;
  }

  private static double secondsSinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }
}
