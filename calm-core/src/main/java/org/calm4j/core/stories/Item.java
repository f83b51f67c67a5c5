package org.calm4j.core.stories;

import java.util.List;

/**
 * A thing, an animal or a place of one story.
 *
 * @param noun what it is
 * @param adjective what it is like; empty for nouns without adjectives
 */
record Item(Noun noun, String adjective) implements Referent {

  /** Gives the noun an adjective that fits it. */
  static Item draw(Noun noun, Draws draws) {
    List<Adjective> fitting =
        Nouns.ADJECTIVES.stream().filter(a -> noun.groups().contains(a.group())).toList();
    String adjective = fitting.isEmpty() ? "" : draws.pick(fitting).word();
    return new Item(noun, adjective);
  }

  @Override
  public Pronouns pronouns() {
    return noun.pair() ? Pronouns.THEY : Pronouns.IT;
  }

  /** The noun, with its adjective if asked for. */
  String text(boolean described) {
    return described && !adjective.isEmpty() ? adjective + " " + noun.form() : noun.form();
  }
}
