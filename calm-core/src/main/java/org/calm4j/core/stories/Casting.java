package org.calm4j.core.stories;

import java.util.List;
import java.util.Set;

/**
 * Chooses the characters of a story. Hero and helper never share their pronouns, so a pronoun
 * always says who is meant.
 */
final class Casting {
  private static final Set<String> HEROES = Set.of("child", "animal", "pair");
  private static final Set<String> HELPERS = Set.of("friend", "sibling", "elder", "stranger");

  private final Cast cast;
  private final Draws draws;

  Casting(Draws draws) {
    this.cast = Cast.of(draws.variety());
    this.draws = draws;
  }

  /** Whether a plot may ask for such a hero. */
  static boolean knowsHero(String kind) {
    return HEROES.contains(kind);
  }

  /** Whether a plot may ask for such a helper. */
  static boolean knowsHelper(String kind) {
    return HELPERS.contains(kind);
  }

  /** Chooses a hero of one of the kinds; children are the most frequent. */
  Actor hero(List<String> kinds) {
    return switch (draws.pick(kinds)) {
      case "animal" -> animal(draws.pick(cast.animals()), draws.pick(Names.SPECIES), "");
      case "pair" -> pair();
      default -> child(draws.pick(cast.children()), "");
    };
  }

  /** Chooses a helper who suits the hero. */
  Actor helper(Actor hero, List<String> kinds) {
    String kind = draws.pick(kinds);
    boolean animals = Names.SPECIES.contains(hero.kind());
    String his = hero.pronouns().possessive() + " ";
    if (kind.equals("elder")) {
      Name name = other(Names.ELDERS, hero);
      String word = name.pronouns() == Pronouns.SHE ? "grandma" : "grandpa";
      return new Actor(name.text(), his + word, his + word, word, hero.home(), name.pronouns());
    }
    if (animals) {
      String species = draws.pick(Names.SPECIES);
      while (species.equals(hero.kind())) {
        species = draws.pick(Names.SPECIES);
      }
      return animal(
          other(cast.animals(), hero), species, kind.equals("stranger") ? "" : his + "friend ");
    }
    Name name = other(cast.children(), hero);
    if (kind.equals("stranger")) {
      return child(name, "");
    }
    String sibling = name.pronouns() == Pronouns.SHE ? "sister " : "brother ";
    return child(name, his + (kind.equals("friend") ? "friend " : sibling));
  }

  private Actor child(Name name, String relation) {
    String kind = name.pronouns() == Pronouns.SHE ? "girl" : "boy";
    String intro =
        relation.isEmpty() ? "a " + draws.pick(Names.TRAITS) + " " + kind + " named " : relation;
    return new Actor(
        name.text(), relation + name.text(), intro + name.text(), kind, house(), name.pronouns());
  }

  private Actor animal(Name name, String species, String relation) {
    String first = relation + name.text() + " the " + species;
    String intro =
        relation.isEmpty()
            ? "a " + draws.pick(Names.TRAITS) + " " + species + " named " + name.text()
            : first;
    return new Actor(
        name.text(),
        first,
        intro,
        species,
        draws.pick(Names.DENS) + " " + draws.pick(Names.WILDS),
        name.pronouns());
  }

  private Actor pair() {
    Name one = draws.pick(cast.children());
    Name two = draws.pick(cast.children());
    while (two.equals(one)) {
      two = draws.pick(cast.children());
    }
    String names = one.text() + " and " + two.text();
    return new Actor(
        names,
        names,
        draws.pick(Names.TRAITS) + " twins named " + names,
        "twins",
        house(),
        Pronouns.THEY);
  }

  private String house() {
    return "in a " + draws.pick(Names.HOUSES) + " house " + draws.pick(Names.SITES);
  }

  private Name other(List<Name> names, Actor hero) {
    if (names.stream().noneMatch(name -> suits(name, hero))) {
      throw new IllegalStateException("no name is left for a helper of " + hero.name());
    }
    Name name = draws.pick(names);
    while (!suits(name, hero)) {
      name = draws.pick(names);
    }
    return name;
  }

  private static boolean suits(Name name, Actor hero) {
    return name.pronouns() != hero.pronouns()
        && !List.of(hero.name().split(" ")).contains(name.text());
  }
}
