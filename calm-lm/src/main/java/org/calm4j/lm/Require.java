package org.calm4j.lm;

/** Checks that several configurations share. */
final class Require {
  private static final int MOST_LAYERS = 10_000;
  private static final int MOST_POSITIONS = 1 << 20;

  private Require() {}

  static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  /**
   * Checks a number of layers. No model is as deep as the limit; a file that claims more would have
   * its parameters listed until memory ends, before anybody could see that they are not there.
   */
  static void layers(String name, int value) {
    atMost(name, value, MOST_LAYERS);
  }

  /** Checks a context length: tables of rotary angles are as long as a file claims. */
  static void positions(String name, int value) {
    atMost(name, value, MOST_POSITIONS);
  }

  private static void atMost(String name, int value, int most) {
    positive(name, value);
    if (value > most) {
      throw new IllegalArgumentException(
          "%s must be at most %d, got %d".formatted(name, most, value));
    }
  }

  static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be in [%d, %d], got %d".formatted(name, least, most, value));
    }
  }
}
