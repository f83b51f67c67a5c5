package org.calm4j.core.stories;

/** Something that a story speaks of more than once. */
sealed interface Referent permits Actor, Item {

  /** The pronouns that stand for it. */
  Pronouns pronouns();

  /** Whether its verbs stand in the plural. */
  default boolean plural() {
    return pronouns().plural();
  }
}
