package org.calm4j.examples.bench;

import java.util.List;
import java.util.Locale;

/** A size that training steps are timed against; the others stay as they are. */
public enum ScalingAxis {
  /** Texts of a batch. */
  BATCH("texts of a batch"),
  /** Tokens of a text. */
  LENGTH("tokens of a text"),
  /** Number of token ids. */
  VOCABULARY("token ids");

  private final String title;

  ScalingAxis(String title) {
    this.title = title;
  }

  /**
   * What the sizes are.
   *
   * @return for example {@code tokens of a text}
   */
  public String title() {
    return title;
  }

  /**
   * An axis by its name.
   *
   * @param name {@code batch}, {@code length} or {@code vocabulary}
   * @return the axis
   * @throws IllegalArgumentException if there is none
   */
  public static ScalingAxis of(String name) {
    for (ScalingAxis axis : values()) {
      if (axis.toString().equals(name)) {
        return axis;
      }
    }
    throw new IllegalArgumentException(
        "there is no axis %s, the axes are %s".formatted(name, List.of(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the sizes have along this axis, and two powers of two below and above it. */
  List<Integer> values(BenchSizes sizes) {
    int middle =
        switch (this) {
          case BATCH -> sizes.lm().texts();
          case LENGTH -> sizes.lm().textTokens();
          case VOCABULARY -> sizes.vocabulary();
        };
    return List.of(middle / 4, middle / 2, middle, 2 * middle, 4 * middle);
  }

  /** The same sizes with another one along this axis. */
  BenchSizes with(BenchSizes sizes, int value) {
    LmBenchSizes lm = sizes.lm();
    return switch (this) {
      case BATCH -> sizes.withTexts(value, lm.textTokens());
      case LENGTH -> sizes.withTexts(lm.texts(), value);
      case VOCABULARY -> sizes.withVocabulary(value);
    };
  }
}
