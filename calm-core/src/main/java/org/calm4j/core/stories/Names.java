package org.calm4j.core.stories;

import java.util.List;
import java.util.stream.Stream;

/** The names of the characters, and what they can be. */
final class Names {

  /** Names of children. */
  static final List<Name> CHILDREN =
      Stream.concat(
              named(
                  Pronouns.SHE,
                  "Mia Lily Anna Rosa Nora Ella Ruby Clara Ivy Zoe Tess Lucy Emma Eva"),
              named(
                  Pronouns.HE, "Tom Ben Max Sam Leo Finn Jack Oscar Hugo Noah Theo Paul Adam Tim"))
          .toList();

  /** Names of animals. */
  static final List<Name> ANIMALS =
      Stream.concat(
              named(Pronouns.SHE, "Dot Poppy Hazel Daisy Pearl Mimi"),
              named(Pronouns.HE, "Pip Otto Rusty Bruno Moss Fred"))
          .toList();

  /** Grandparents are called by what they are. */
  static final List<Name> ELDERS =
      List.of(new Name("Grandma", Pronouns.SHE), new Name("Grandpa", Pronouns.HE));

  /** Animals that can be characters. */
  static final List<String> SPECIES =
      List.of("fox", "rabbit", "bear", "mouse", "duck", "owl", "squirrel", "frog");

  /** Where people live. */
  static final List<String> HOMES =
      List.of(
          "in a small house by the river",
          "in a quiet village",
          "on a farm near the forest",
          "in a little house on a hill",
          "in a town by the sea",
          "at the end of a long road");

  /** Where animals live. */
  static final List<String> DENS =
      List.of(
          "under an old tree",
          "at the edge of the forest",
          "in a little house in the forest",
          "near a quiet lake",
          "behind the green hill");

  private Names() {}

  private static Stream<Name> named(Pronouns pronouns, String names) {
    return Stream.of(names.split(" ")).map(name -> new Name(name, pronouns));
  }
}
