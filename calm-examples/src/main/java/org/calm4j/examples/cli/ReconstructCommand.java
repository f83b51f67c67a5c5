package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.calm4j.autoencoder.AutoencoderModel;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.eval.reconstruction.NoiseAccuracy;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.calm4j.examples.report.Comparison;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.SentencePair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm reconstruct}: how much of a text comes back from its vectors. */
@Command(
    name = "reconstruct",
    description = "Encodes a text to vectors and back, and counts what comes back.")
final class ReconstructCommand implements Callable<Integer> {
  private static final int SENTENCES = 3;

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "an autoencoder")
  private Path model = Path.of("");

  @Option(
      names = "--in",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "texts, one token store, or stories:MEGABYTES:SEED")
  private List<String> in = List.of();

  @Option(
      names = "--noise",
      arity = "1..*",
      paramLabel = "STD",
      description = "also disturb the vectors by normal noise of these standard deviations")
  private List<Double> noise = List.of();

  @Option(names = "--limit", paramLabel = "TOKENS", description = "read at most so many tokens")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--seed", paramLabel = "SEED", description = "of the noise (default: 1)")
  private long seed = 1;

  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  ReconstructCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Usage.require(spec, limit >= 1, "--limit must be at least 1 token, got " + limit);
    for (double std : noise) {
      Usage.require(
          spec,
          std >= 0 && Double.isFinite(std),
          "--noise must be a finite standard deviation of at least 0, got " + std);
    }
    Usage.texts(spec, in);
    try (Engine engine = threads.engine();
        AutoencoderModel opened = AutoencoderModel.open(model, engine)) {
      StoreProgress progress = new StoreProgress(console);
      TokenStore text;
      try {
        text = TokenStore.of(opened.tokenizer(), in, progress);
      } finally {
        progress.done();
      }
      Reconstruction result = Reconstruction.of(opened.codec(), text, limit, noise, seed);
      print(result);
      console.print("");
      Comparison.lines(
              SentencePair.pick(opened.codec(), opened.tokenizer(), text, SENTENCES, 0, seed))
          .forEach(console::print);
      if (common.json) {
        console.json(json(result));
      }
    }
    return 0;
  }

  private void print(Reconstruction result) {
    console.print("%-20s%s".formatted("token accuracy", Figures.percent(result.tokenAccuracy())));
    console.print("%-20s%s".formatted("chunk accuracy", Figures.percent(result.chunkAccuracy())));
    console.print(
        "%-20s%s"
            .formatted(
                "by position",
                result.byPosition().stream()
                    .map(Figures::percent)
                    .collect(Collectors.joining("  "))));
    for (NoiseAccuracy level : result.noise()) {
      console.print(
          "%-20s%s of the tokens, %s of the chunks"
              .formatted(
                  "noise " + level.std(),
                  Figures.percent(level.tokenAccuracy()),
                  Figures.percent(level.chunkAccuracy())));
    }
    console.print(
        "%-20s%s tokens, %s vectors in %s (%s tokens/s)"
            .formatted(
                "read",
                Figures.count(result.tokens()),
                Figures.count(result.vectors()),
                Figures.time(result.seconds()),
                Figures.count(Math.round(result.tokensPerSecond()))));
  }

  private static Map<String, Object> json(Reconstruction result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token_accuracy", result.tokenAccuracy());
    json.put("chunk_accuracy", result.chunkAccuracy());
    json.put("by_position", result.byPosition());
    json.put("tokens", result.tokens());
    json.put("vectors", result.vectors());
    json.put("tokens_per_s", result.tokensPerSecond());
    json.put("noise", result.noise());
    return json;
  }
}
