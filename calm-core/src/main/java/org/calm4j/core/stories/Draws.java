package org.calm4j.core.stories;

import java.util.List;
import java.util.random.RandomGenerator;

/** The choices of one story, each among the first few of what there is. Not thread-safe. */
final class Draws {
  private final RandomGenerator random;
  private final int variety;

  /**
   * Begins a story.
   *
   * @param random where chance comes from
   * @param variety most options of a choice
   */
  Draws(RandomGenerator random, int variety) {
    this.random = random;
    this.variety = variety;
  }

  /** Most options of a choice. */
  int variety() {
    return variety;
  }

  /** One of the first options, each equally likely. */
  <T> T pick(List<T> options) {
    return options.get(index(options));
  }

  /** One of the first options, which is taken out. */
  <T> T take(List<T> options) {
    return options.remove(index(options));
  }

  /** Yes or no, equally likely. */
  boolean coin() {
    return random.nextBoolean();
  }

  private int index(List<?> options) {
    return random.nextInt(Math.min(options.size(), variety));
  }
}
