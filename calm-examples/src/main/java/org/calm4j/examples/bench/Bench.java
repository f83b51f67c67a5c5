package org.calm4j.examples.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizers;

/** Measures cases one after the other. Used by one thread. */
public final class Bench {
  /** The cases, in the order in which they are measured. */
  public static final List<String> CASES =
      List.of(
          "gemm",
          "ae_train",
          "ae_reconstruct",
          "lm_train",
          "lm_generate",
          "lm_generate_t05",
          "ar_train",
          "ar_generate",
          "brier_ar",
          "brier_ar_full",
          "brier_k1",
          "brier_k1_full");

  /** Ids of the largest vocabulary that text is cut into; models may know more. */
  private static final int MOST_IDS = 100_000;

  private final BenchOptions options;
  private final int[] ids;
  private final Path tokens;
  private final Engine engine;
  private final double gemmRate;

  /**
   * Reads the tokens and measures the rate of a matrix product.
   *
   * @param options how to measure
   * @param file ids as the peer reads them
   * @param engine what cases run on; stays the caller's
   * @throws IllegalArgumentException if the file holds too little or what is no id
   */
  public Bench(BenchOptions options, Path file, Engine engine) {
    this.options = options;
    this.tokens = file;
    this.ids = BenchTokens.read(file, options.sizes().tokens(), options.sizes().vocabulary());
    this.engine = engine;
    MatrixProductCase.Size size = MatrixProductCase.Size.ALL.get(0);
    try (BenchCase product = new MatrixProductCase(size)) {
      gemmRate = 1000 * size.flops() / Measurement.of(product::run, options.runs()).medianMs();
    }
  }

  /**
   * Makes a file of ids from a text.
   *
   * @param sizes vocabulary and number of the ids
   * @param text the text
   * @return a temporary file that disappears with the JVM
   * @throws IllegalArgumentException if the text is too short
   */
  public static Path tokenFile(BenchSizes sizes, TextSource text) {
    return BenchTokens.write(
        BenchTokens.of(
            text,
            Tokenizers.of("cl100k:" + Math.min(sizes.vocabulary(), MOST_IDS)),
            sizes.tokens()));
  }

  /**
   * Measures a case.
   *
   * @param name one of {@link #CASES}
   * @param progress told what happens
   * @return one result; of {@code gemm} one per size
   */
  public List<BenchResult> run(String name, Consumer<String> progress) {
    Map<String, Supplier<BenchCase>> cases = new LinkedHashMap<>();
    LmBenchSizes lm = options.sizes().lm();
    switch (name) {
      case "gemm" ->
          MatrixProductCase.Size.ALL.forEach(
              size -> cases.put(size.title(), () -> new MatrixProductCase(size)));
      case "ae_train" ->
          cases.put(name, () -> AutoencoderStepCase.of(options.sizes(), ids, engine));
      case "ae_reconstruct" ->
          cases.put(name, () -> new ReconstructionCase(options.sizes(), ids, engine));
      case "lm_train" ->
          cases.put(name, () -> LanguageModelStepCase.of(options.sizes(), ids, engine));
      case "lm_generate" -> cases.put(name, () -> generation(1, lm.newTokens()));
      case "lm_generate_t05" -> cases.put(name, () -> generation(0.5, lm.candidateTokens()));
      case "ar_train" -> cases.put(name, () -> ArStepCase.of(options.sizes(), ids, engine));
      case "ar_generate" ->
          cases.put(name, () -> GenerationCase.overTokens(options.sizes(), ids, engine));
      case "brier_ar", "brier_ar_full", "brier_k1", "brier_k1_full" ->
          cases.put(name, () -> scoring(name.startsWith("brier_ar"), name.endsWith("_full")));
      default ->
          throw new IllegalArgumentException(
              "there is no case %s: the cases are %s".formatted(name, String.join(", ", CASES)));
    }
    Map<String, BenchResult> results = new LinkedHashMap<>();
    for (int round = 1; round <= options.rounds(); round++) {
      String place = options.rounds() == 1 ? "" : ", round " + round + " of " + options.rounds();
      progress.accept(name + place);
      cases.forEach((title, maker) -> results.merge(title, measure(title, maker), Bench::joined));
      if (options.peer() != null) {
        progress.accept(name + place + ", PyTorch");
        Peer.Times peer = options.peer().run(name, options.runs(), options.threads(), tokens);
        peer.times()
            .forEach(
                (title, times) ->
                    results.computeIfPresent(title, (t, r) -> r.withPeer(times, peer.peakMib())));
      }
    }
    return List.copyOf(results.values());
  }

  private BenchCase generation(double temperature, int tokens) {
    return GenerationCase.overVectors(options.sizes(), ids, temperature, tokens, engine);
  }

  private BenchCase scoring(boolean overTokens, boolean full) {
    return overTokens
        ? BrierCase.overTokens(options.sizes(), ids, full, engine)
        : BrierCase.overChunks(options.sizes(), ids, full, engine);
  }

  private BenchResult measure(String title, Supplier<BenchCase> maker) {
    PeakMemory.reset();
    try (BenchCase made = maker.get()) {
      Measurement times = Measurement.of(made::run, made::warmedUp, options.runs());
      return new BenchResult(
          title,
          List.of(times),
          List.of(),
          made.tokens(),
          made.flops(),
          gemmRate,
          PeakMemory.mebibytes(),
          Double.NaN,
          made.reports());
    }
  }

  /** All rounds so far and one more. */
  private static BenchResult joined(BenchResult all, BenchResult round) {
    List<Measurement> rounds = new ArrayList<>(all.rounds());
    rounds.addAll(round.rounds());
    return new BenchResult(
        all.name(),
        rounds,
        all.peer(),
        all.tokens(),
        round.flops(),
        all.gemmFlopsPerSecond(),
        Math.max(all.peakMib(), round.peakMib()),
        all.peerPeakMib(),
        round.reports());
  }

  /**
   * The rate of a matrix product, measured when this object was made.
   *
   * @return floating-point operations per second
   */
  public double gemmFlopsPerSecond() {
    return gemmRate;
  }
}
