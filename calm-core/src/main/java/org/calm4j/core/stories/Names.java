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
                  "Mia Lily Anna Rosa Nora Ella Ruby Clara Ivy Zoe Tess Lucy Emma Eva Sara Ida Lena Maya Jane Kate"),
              named(
                  Pronouns.HE,
                  "Tom Ben Max Sam Leo Finn Jack Oscar Hugo Noah Theo Paul Adam Tim Luke Dan Peter Mark Alex Emil"))
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

  /** What a character is like. */
  static final List<String> TRAITS = List.of("little", "young", "happy", "kind", "quiet", "small");

  /** What houses are like. */
  static final List<String> HOUSES = List.of("small", "little", "old", "white", "red", "quiet");

  /** Where houses stand. */
  static final List<String> SITES =
      List.of(
          "by the river",
          "by the sea",
          "on a hill",
          "near the forest",
          "at the end of a long road",
          "in a quiet village");

  /** Where animals live. */
  static final List<String> DENS =
      List.of(
          "under an old tree",
          "under a tall tree",
          "under a green bush",
          "in a small house",
          "in a little house",
          "in a warm hole");

  /** Where the homes of animals are. */
  static final List<String> WILDS =
      List.of("in the forest", "by the river", "by the lake", "behind the hill", "in a meadow");

  private Names() {}

  private static Stream<Name> named(Pronouns pronouns, String names) {
    return Stream.of(names.split(" ")).map(name -> new Name(name, pronouns));
  }
}
