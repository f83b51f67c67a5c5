package org.calm4j.core.stories;

import java.util.Set;

/**
 * A noun with its two numbers.
 *
 * @param singular the singular, for example {@code berry}
 * @param plural the plural, for example {@code berries}
 * @param pair whether the thing comes as a pair and is spoken of in the plural, like boots
 * @param preposition what stands before it when something is there: {@code in} the forest
 * @param groups the groups of adjectives that make sense for it
 */
record Noun(
    String singular, String plural, boolean pair, String preposition, Set<Adjective.Group> groups) {

  /** Makes a noun with a regular plural. */
  static Noun of(String singular, Adjective.Group... groups) {
    return new Noun(singular, regularPlural(singular), false, "by", Set.of(groups));
  }

  /** Makes a noun with an irregular plural. */
  static Noun irregular(String singular, String plural, Adjective.Group... groups) {
    return new Noun(singular, plural, false, "by", Set.of(groups));
  }

  /** Makes a noun of a thing that comes in pairs. */
  static Noun pairOf(String singular, Adjective.Group... groups) {
    return new Noun(singular, regularPlural(singular), true, "by", Set.of(groups));
  }

  /** Makes the noun of a place. */
  static Noun place(String preposition, String singular) {
    return new Noun(singular, regularPlural(singular), false, preposition, Set.of());
  }

  /** The form that a story uses when it speaks of one such thing, or one such pair. */
  String form() {
    return pair ? plural : singular;
  }

  private static String regularPlural(String word) {
    if (word.endsWith("s") || word.endsWith("x") || word.endsWith("ch") || word.endsWith("sh")) {
      return word + "es";
    }
    if (word.endsWith("y") && !isVowel(word.charAt(word.length() - 2))) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word + "s";
  }

  static boolean isVowel(char c) {
    return "aeiouAEIOU".indexOf(c) >= 0;
  }
}
