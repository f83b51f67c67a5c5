package org.calm4j.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.train.ConsoleProgress;
import org.calm4j.examples.demo.Demo;
import org.calm4j.examples.demo.DemoResult;
import org.calm4j.examples.demo.DemoSettings;
import org.calm4j.examples.report.Comparison;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Reconstruction;
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
    description = "Trains an autoencoder on generated stories and shows what it can do.")
final class DemoCommand implements Callable<Integer> {
  private static final Path HOME = Path.of("runs");

  private final Console console;
  private final DemoSettings standard;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "how long all of it takes (default: 2.2)")
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
    new Settings("demo: an autoencoder learns to turn chunks of tokens into vectors and back")
        .add(settings)
        .add("seed", seed)
        .add("writes to", folder.toAbsolutePath().normalize())
        .lines()
        .forEach(console::print);
    StoreProgress progress = new StoreProgress(console);
    try (Engine engine = threads.engine();
        Demo demo = new Demo(settings, folder, seed, secondsSinceStart(), engine, progress);
        Interruption interruption = new Interruption(demo.training(), console)) {
      progress.done();
      DemoResult result = demo.run(List.of(new ConsoleProgress(console.err(), console.terminal())));
      print(settings, result);
      console.print("model in " + folder.resolve("autoencoder"));
      Plots.draw(console, () -> demo.plots(result));
      double seconds = secondsSinceStart();
      console.print("all of it took " + Figures.time(seconds));
      if (common.json) {
        console.json(json(result, seconds, folder));
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
    Path folder = HOME.resolve("demo");
    for (int i = 2; !isFree(folder); i++) {
      folder = HOME.resolve("demo-" + i);
    }
    return folder;
  }

  private static boolean isFree(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    } catch (UncheckedIOException e) {
      throw FileErrors.reading(folder, e.getCause());
    }
  }

  private static double secondsSinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }

  private void print(DemoSettings settings, DemoResult result) {
    Reconstruction figures = result.reconstruction();
    console.print("");
    console.print(
        "trained: %s steps, %s tokens in %s (%s tokens/s)"
            .formatted(
                Figures.count(result.training().steps()),
                Figures.count(result.training().tokens()),
                Figures.time(result.training().seconds()),
                Figures.count(Math.round(result.training().tokensPerSecond()))));
    console.print("");
    console.print(
        "stories it has never seen, %s tokens:".formatted(Figures.count(figures.tokens())));
    console.print("  token accuracy  " + Figures.percent(figures.tokenAccuracy()));
    console.print("  chunk accuracy  " + Figures.percent(figures.chunkAccuracy()));
    console.print("");
    console.print(
        "sentences, and what comes back from one vector per %d tokens:".formatted(settings.k()));
    Comparison.lines(result.sentences()).forEach(console::print);
    if (!result.disturbed().isEmpty()) {
      console.print("");
      console.print("a sentence from vectors that noise disturbed, and all tokens at that noise:");
      for (int i = 0; i < result.disturbed().size(); i++) {
        String label =
            "  %-5s %9s   "
                .formatted(
                    settings.noise().get(i),
                    Figures.percent(result.noise().get(i).tokenAccuracy()));
        console.print(Comparison.marked(label, result.disturbed().get(i)));
      }
    }
    console.print("");
    console.print(
        "speed there and back: %s vectors/s, %s tokens/s"
            .formatted(
                Figures.count(Math.round(figures.vectorsPerSecond())),
                Figures.count(Math.round(figures.tokensPerSecond()))));
  }

  private static Map<String, Object> json(DemoResult result, double seconds, Path folder) {
    Reconstruction figures = result.reconstruction();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token_accuracy", figures.tokenAccuracy());
    json.put("chunk_accuracy", figures.chunkAccuracy());
    json.put("steps", result.training().steps());
    json.put("vectors_per_s", figures.vectorsPerSecond());
    json.put("tokens_per_s", figures.tokensPerSecond());
    json.put("seconds", seconds);
    json.put("out", folder.toString());
    return json;
  }
}
