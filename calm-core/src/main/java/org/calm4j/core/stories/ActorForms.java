package org.calm4j.core.stories;

import java.util.Set;

/** The ways in which a template can speak of a character, apart from the name-or-pronoun forms. */
final class ActorForms {
  private static final Set<String> FORMS =
      Set.of(
          "auto", "o", "s", "name", "intro", "he", "him", "his", "self", "kind", "home", "land",
          "I", "me", "my", "am", "said", "asked", "cried", "thought", "shouted", "called", "both");

  private ActorForms() {}

  /** Whether there is such a form; the nouns that everyone has one of are forms too. */
  static boolean knows(String form) {
    return FORMS.contains(form) || Nouns.ONE_EACH.containsKey(form);
  }

  /**
   * Realises a form: {@code he}, {@code him}, {@code his}, {@code self} are the pronouns in
   * narration, {@code I}, {@code me}, {@code my}, {@code am} those in the character's own speech.
   */
  static String text(Actor actor, String form) {
    Pronouns pronouns = actor.pronouns();
    boolean plural = pronouns.plural();
    return switch (form) {
      case "he" -> pronouns.subject();
      case "him" -> pronouns.object();
      case "his" -> pronouns.possessive();
      case "self" -> pronouns.reflexive();
      case "kind" -> actor.kind();
      case "home" -> actor.home();
      case "land" -> Names.SPECIES.contains(actor.kind()) ? "forest" : "village";
      case "I" -> plural ? "we" : "I";
      case "me" -> plural ? "us" : "me";
      case "my" -> plural ? "our" : "my";
      case "am" -> plural ? "are" : "am";
      default -> oneEach(form, plural);
    };
  }

  private static String oneEach(String form, boolean plural) {
    Noun noun = Nouns.ONE_EACH.get(form);
    if (noun == null) {
      throw new IllegalArgumentException("characters have no form '" + form + "'");
    }
    return plural ? noun.plural() : noun.singular();
  }
}
