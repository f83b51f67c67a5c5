package org.calm4j.core.stories;

/**
 * An adjective that may stand before a noun.
 *
 * @param word the adjective
 * @param group the sort of nouns it fits
 */
record Adjective(String word, Group group) {

  /** What an adjective says about a thing; a noun lists the groups that make sense for it. */
  enum Group {
    COLOUR,
    FUR,
    SIZE,
    AGE,
    LOOK,
    YOUNG
  }
}
