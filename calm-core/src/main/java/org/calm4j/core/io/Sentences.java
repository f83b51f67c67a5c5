package org.calm4j.core.io;

import java.util.List;

/** Pieces of messages. */
public final class Sentences {
  private static final int SHOWN = 8;

  private Sentences() {}

  /**
   * A number and what it counts.
   *
   * @param number how many
   * @param noun what, in the singular
   * @return for example {@code 1 tensor} or {@code 3 tensors}
   */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * A list that stays readable: the first names, and how many more there are.
   *
   * @param names what to list
   * @return for example {@code a, b and 12 more}
   */
  public static String list(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
