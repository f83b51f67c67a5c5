package org.calm4j.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizers;

/**
 * Times training steps against sizes, each from a quarter to four times what the given sizes have.
 * Used by one thread.
 */
public final class Scaling {
  /** The cases that can be scaled. */
  public static final List<String> CASES = List.of("ae_train", "lm_train", "ar_train");

  /** Names of the models for plots and tables. */
  private static final Map<String, String> MODELS =
      Map.of("ae_train", "autoencoder", "lm_train", "CALM", "ar_train", "token-level model");

  /** Steps of the middle size before anything is measured, for the compiler. */
  private static final int WARM_UP = 10;

  private final BenchSizes sizes;
  private final int runs;
  private final TextSource text;
  private final IntFunction<Engine> engines;

  /**
   * Prepares measurements.
   *
   * @param sizes what the sizes are varied around
   * @param runs steps per size, after three to warm up
   * @param text where tokens come from
   * @param engines makes an engine of so many threads
   */
  public Scaling(BenchSizes sizes, int runs, TextSource text, IntFunction<Engine> engines) {
    this.sizes = sizes;
    this.runs = runs;
    this.text = text;
    this.engines = engines;
  }

  /**
   * What a case trains.
   *
   * @param name one of {@link #CASES}
   * @return the model's name
   */
  public static String model(String name) {
    return MODELS.getOrDefault(name, name);
  }

  /**
   * Whether a case depends on a size.
   *
   * @param name one of {@link #CASES}
   * @param axis the size
   * @return false for the length of texts of an autoencoder, which sees chunks alone
   */
  public static boolean scales(String name, ScalingAxis axis) {
    return !(name.equals("ae_train") && axis == ScalingAxis.LENGTH);
  }

  /**
   * Measures a case along an axis.
   *
   * @param name one of {@link #CASES}
   * @param axis the size
   * @param threads threads of the engine
   * @return points by ascending size
   * @throws IllegalArgumentException if there is no such case, or the text is too short
   */
  public List<ScalingPoint> run(String name, ScalingAxis axis, int threads) {
    List<ScalingPoint> points = new ArrayList<>();
    try (Engine engine = engines.apply(threads)) {
      try (BenchCase middle = make(name, sizes, engine)) {
        for (int i = 0; i < WARM_UP; i++) {
          middle.run();
        }
      }
      for (int value : axis.values(sizes)) {
        try (BenchCase made = make(name, axis.with(sizes, value), engine)) {
          Measurement times = Measurement.of(made::run, runs);
          points.add(new ScalingPoint(axis, value, threads, times, made.flops()));
        }
      }
    }
    return points;
  }

  private BenchCase make(String name, BenchSizes wanted, Engine engine) {
    int[] ids =
        BenchTokens.of(text, Tokenizers.of("cl100k:" + wanted.vocabulary()), wanted.tokens());
    return switch (name) {
      case "ae_train" -> AutoencoderStepCase.of(wanted, ids, engine);
      case "lm_train" -> LanguageModelStepCase.of(wanted, ids, engine);
      case "ar_train" -> ArStepCase.of(wanted, ids, engine);
      default ->
          throw new IllegalArgumentException(
              "%s cannot be scaled: the cases that can are %s"
                  .formatted(name, String.join(", ", CASES)));
    };
  }
}
