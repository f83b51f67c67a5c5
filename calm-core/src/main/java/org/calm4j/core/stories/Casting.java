package org.calm4j.core.stories;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Chooses the characters of a story. Hero and helper never share their pronouns, so a pronoun
 * always says who is meant.
 */
final class Casting {
  private static final Set<String> HEROES = Set.of("child", "animal", "pair");
  private static final Set<String> HELPERS = Set.of("friend", "sibling", "elder", "stranger");

  private final RandomGenerator random;

  Casting(RandomGenerator random) {
    this.random = random;
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
    return switch (kinds.get(random.nextInt(kinds.size()))) {
      case "animal" -> animal(pick(Names.ANIMALS), pick(Names.SPECIES), "");
      case "pair" -> pair();
      default -> child(pick(Names.CHILDREN), "");
    };
  }

  /** Chooses a helper who suits the hero. */
  Actor helper(Actor hero, List<String> kinds) {
    String kind = kinds.get(random.nextInt(kinds.size()));
    boolean animals = Names.SPECIES.contains(hero.kind());
    String his = hero.pronouns().possessive() + " ";
    if (kind.equals("elder")) {
      Name name = other(Names.ELDERS, hero);
      String word = name.pronouns() == Pronouns.SHE ? "grandma" : "grandpa";
      return new Actor(name.text(), his + word, his + word, word, hero.home(), name.pronouns());
    }
    if (animals) {
      String species = pick(Names.SPECIES);
      while (species.equals(hero.kind())) {
        species = pick(Names.SPECIES);
      }
      return animal(
          other(Names.ANIMALS, hero), species, kind.equals("stranger") ? "" : his + "friend ");
    }
    Name name = other(Names.CHILDREN, hero);
    if (kind.equals("stranger")) {
      return child(name, "");
    }
    String sibling = name.pronouns() == Pronouns.SHE ? "sister " : "brother ";
    return child(name, his + (kind.equals("friend") ? "friend " : sibling));
  }

  private Actor child(Name name, String relation) {
    String kind = name.pronouns() == Pronouns.SHE ? "girl" : "boy";
    String intro =
        relation.isEmpty() ? "a " + pick(Names.TRAITS) + " " + kind + " named " : relation;
    return new Actor(
        name.text(), relation + name.text(), intro + name.text(), kind, house(), name.pronouns());
  }

  private Actor animal(Name name, String species, String relation) {
    String first = relation + name.text() + " the " + species;
    String intro =
        relation.isEmpty()
            ? "a " + pick(Names.TRAITS) + " " + species + " named " + name.text()
            : first;
    return new Actor(
        name.text(),
        first,
        intro,
        species,
        pick(Names.DENS) + " " + pick(Names.WILDS),
        name.pronouns());
  }

  private Actor pair() {
    Name one = pick(Names.CHILDREN);
    Name two = pick(Names.CHILDREN);
    while (two.equals(one)) {
      two = pick(Names.CHILDREN);
    }
    String names = one.text() + " and " + two.text();
    return new Actor(
        names,
        names,
        pick(Names.TRAITS) + " twins named " + names,
        "twins",
        house(),
        Pronouns.THEY);
  }

  private String house() {
    return "in a " + pick(Names.HOUSES) + " house " + pick(Names.SITES);
  }

  private Name other(List<Name> names, Actor hero) {
    Name name = pick(names);
    while (name.pronouns() == hero.pronouns()
        || List.of(hero.name().split(" ")).contains(name.text())) {
      name = pick(names);
    }
    return name;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
