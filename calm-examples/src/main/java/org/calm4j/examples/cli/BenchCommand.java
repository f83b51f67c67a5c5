package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.text.TextSource;
import org.calm4j.examples.bench.Bench;
import org.calm4j.examples.bench.BenchOptions;
import org.calm4j.examples.bench.BenchResult;
import org.calm4j.examples.bench.BenchSizes;
import org.calm4j.examples.bench.Peer;
import org.calm4j.examples.bench.Scaling;
import org.calm4j.examples.bench.ScalingAxis;
import org.calm4j.examples.report.Figures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calm bench}: how fast the library is here, alone or beside PyTorch. */
@Command(
    name = "bench",
    description = "Times the library, alone or in turns with a PyTorch implementation.")
final class BenchCommand implements Callable<Integer> {
  private static final int ROUNDS_WITH_PEER = 3;

  /** All bytes and the special ids. */
  private static final int LEAST_IDS = 260;

  private final Console console;
  private final BenchSizes sizes;
  private final BenchSizes middle;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "CASE",
      description = "gemm, ae_train, ae_reconstruct, lm_train, lm_generate, ... (default: all)")
  private List<String> cases = List.of();

  @Option(names = "--runs", paramLabel = "N", description = "runs per round (default: 9)")
  private int runs = 9;

  @Option(names = "--rounds", paramLabel = "N", description = "rounds (default: 1, with --peer 3)")
  private @Nullable Integer rounds;

  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description = "folder with bench_torch.py, to run in turns (python: CALM_PEER_PYTHON)")
  private @Nullable Path peer;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "ids for both sides: raw little-endian 32-bit integers below 8191")
  private @Nullable Path tokens;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "text for both sides, as cl100k:8192 (default: generated stories)")
  private String text = "stories:1:1";

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description = {
        "token ids of the models (default: 8192); with --peer, its script must have",
        "been given the same number"
      })
  private @Nullable Integer vocabulary;

  @Option(
      names = "--scaling",
      paramLabel = "DIR",
      description = {
        "time training steps against batch, length and vocabulary instead,",
        "with one thread and with all; plots go to this folder"
      })
  private @Nullable Path scaling;

  @Option(
      names = "--axis",
      paramLabel = "AXIS",
      split = ",",
      description = "with --scaling: batch, length, vocabulary (default: all)")
  private List<String> axes = List.of("batch", "length", "vocabulary");

  @Option(names = "--report", description = "show where the time goes, op by op")
  private boolean report;

  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  BenchCommand(Console console) {
    this(console, BenchSizes.standard(), BenchSizes.scaling());
  }

  /**
   * @param sizes of the cases
   * @param middle what {@code --scaling} varies them around
   */
  BenchCommand(Console console, BenchSizes sizes, BenchSizes middle) {
    this.console = console;
    this.sizes = sizes;
    this.middle = middle;
  }

  @Override
  public Integer call() {
    for (String name : cases) {
      Usage.require(
          spec,
          Bench.CASES.contains(name),
          "there is no case %s, the cases are %s".formatted(name, String.join(", ", Bench.CASES)));
    }
    if (scaling != null) {
      return scale(scaling);
    }
    Peer found =
        peer == null ? null : Peer.find(peer, environment("CALM_PEER_PYTHON"), environment("PATH"));
    int turns = rounds != null ? rounds : peer == null ? 1 : ROUNDS_WITH_PEER;
    Usage.require(
        spec,
        vocabulary == null || vocabulary >= LEAST_IDS,
        "--vocabulary must be at least %d, got %d".formatted(LEAST_IDS, vocabulary));
    BenchSizes chosen = vocabulary == null ? sizes : sizes.withVocabulary(vocabulary);
    BenchOptions options =
        Usage.from(spec, () -> new BenchOptions(chosen, runs, turns, threads.threads, found));
    List<BenchResult> results = new ArrayList<>();
    Path file =
        tokens != null
            ? tokens
            : Bench.tokenFile(chosen, Usage.from(spec, () -> TextSource.of(text)));
    try (Engine engine = threads.engine()) {
      Bench bench = new Bench(options, file, engine);
      console.print(
          "matrix products alone: %s GFLOP/s, %d threads"
              .formatted(Figures.decimal(bench.gemmFlopsPerSecond() / 1e9, 1), threads.threads));
      for (String name : cases.isEmpty() ? Bench.CASES : cases) {
        for (BenchResult result : bench.run(name, console::note)) {
          results.add(result);
          print(result);
        }
      }
    }
    if (common.json) {
      console.json(Map.of("cases", results.stream().map(BenchCommand::json).toList()));
    }
    return 0;
  }

  private int scale(Path folder) {
    for (String name : cases) {
      Usage.require(
          spec,
          Scaling.CASES.contains(name),
          "%s cannot be scaled: the cases that can are %s"
              .formatted(name, String.join(", ", Scaling.CASES)));
    }
    Usage.require(spec, peer == null, "--scaling measures this library alone, without --peer");
    Usage.require(
        spec, vocabulary == null, "--scaling varies the vocabulary itself, without --vocabulary");
    Usage.require(spec, runs >= 1, "--runs must be at least 1, got " + runs);
    Usage.require(
        spec, threads.threads >= 1, "--threads must be at least 1, got " + threads.threads);
    List<ScalingAxis> chosen = Usage.from(spec, () -> axes.stream().map(ScalingAxis::of).toList());
    TextSource source = Usage.from(spec, () -> TextSource.of(text));
    ScalingTables tables =
        new ScalingTables(
            console,
            new Scaling(middle, runs, source, ThreadOption::engine),
            threads.threads == 1 ? List.of(1) : List.of(1, threads.threads));
    for (ScalingAxis axis : chosen) {
      tables.run(axis, cases.isEmpty() ? Scaling.CASES : cases, folder);
    }
    if (common.json) {
      console.json(tables.json());
    }
    return 0;
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }

  private void print(BenchResult result) {
    StringBuilder line = new StringBuilder();
    line.append(
        "%-22s median %10s ms  least %10s ms"
            .formatted(
                result.name(),
                Figures.decimal(result.medianMs(), 2),
                Figures.decimal(result.minMs(), 2)));
    if (result.tokens() > 0) {
      line.append("  %10s tokens/s".formatted(Figures.count(Math.round(result.tokensPerSecond()))));
    }
    if (!Double.isNaN(result.flopsPerSecond())) {
      line.append(
          "  %7s GFLOP/s  %5s %% of gemm"
              .formatted(
                  Figures.decimal(result.flopsPerSecond() / 1e9, 1),
                  Figures.decimal(result.percentOfGemm(), 1)));
    }
    line.append("  peak %6s MiB".formatted(Figures.count(Math.round(result.peakMib()))));
    console.print(line.toString());
    List<Double> ratios = result.ratios();
    if (!ratios.isEmpty()) {
      console.print(
          "%-22s median %10s ms  %s times as long (%s to %s in %d rounds)  peak %6s MiB"
              .formatted(
                  "  PyTorch",
                  Figures.decimal(result.peerMedianMs(), 2),
                  Figures.decimal(result.ratio(), 2),
                  Figures.decimal(ratios.get(0), 2),
                  Figures.decimal(ratios.get(ratios.size() - 1), 2),
                  ratios.size(),
                  Figures.count(Math.round(result.peerPeakMib()))));
    }
    if (report) {
      result.reports().forEach(table -> console.print(table.toString()));
    }
  }

  private static Map<String, Object> json(BenchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.name());
    json.put("median_ms", result.medianMs());
    json.put("min_ms", result.minMs());
    json.put("tokens_per_s", result.tokens() > 0 ? result.tokensPerSecond() : null);
    json.put("gflops", known(result.flopsPerSecond() / 1e9));
    json.put("percent_of_gemm", known(result.percentOfGemm()));
    json.put("peak_mib", known(result.peakMib()));
    if (!result.peer().isEmpty()) {
      json.put("peer_median_ms", result.peerMedianMs());
      json.put("peer_peak_mib", known(result.peerPeakMib()));
      json.put("ratio", result.ratio());
      json.put("ratio_low", result.ratios().get(0));
      json.put("ratio_high", result.ratios().get(result.ratios().size() - 1));
    }
    return json;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
