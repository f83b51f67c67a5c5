package org.calm4j.core.stories;

import java.util.Set;

/** The ways in which a template can speak of a thing. */
final class ItemForms {
  private static final Set<String> FORMS =
      Set.of(
          "bare", "bare+", "a", "a+", "the", "the+", "it", "them", "its", "many", "in", "to",
          "one");

  private ItemForms() {}

  /** Whether there is such a form. */
  static boolean knows(String form) {
    return FORMS.contains(form);
  }

  /**
   * Realises a form. For a red kite: {@code bare} kite, {@code bare+} red kite, {@code a} a kite,
   * {@code the+} the red kite, {@code it}, {@code them} as object, {@code its}, {@code many} kites,
   * {@code one} that one. For a forest: {@code in} in the forest, {@code to} to the forest.
   */
  static String text(Item item, String form) {
    Noun noun = item.noun();
    return switch (form) {
      case "bare" -> noun.form();
      case "bare+" -> item.text(true);
      case "a" -> article(item) + noun.form();
      case "a+" -> article(item) + item.text(true);
      case "the" -> "the " + noun.form();
      case "the+" -> "the " + item.text(true);
      case "it" -> item.pronouns().subject();
      case "them" -> item.pronouns().object();
      case "its" -> item.pronouns().possessive();
      case "one" -> noun.singular();
      case "many" -> noun.plural();
      case "in" -> noun.preposition() + " the " + noun.form();
      case "to" -> "to the " + noun.form();
      default -> throw new IllegalArgumentException("things have no form '" + form + "'");
    };
  }

  private static String article(Item item) {
    return item.noun().pair() ? "a pair of " : "a ";
  }
}
