package org.calm4j.core.stories;

import static org.calm4j.core.stories.Adjective.Group.AGE;
import static org.calm4j.core.stories.Adjective.Group.COLOUR;
import static org.calm4j.core.stories.Adjective.Group.FUR;
import static org.calm4j.core.stories.Adjective.Group.LOOK;
import static org.calm4j.core.stories.Adjective.Group.SIZE;
import static org.calm4j.core.stories.Adjective.Group.YOUNG;

import java.util.List;
import java.util.Map;

/** The things, animals and places that a plot can ask for, by sort, and their adjectives. */
final class Nouns {

  /** Nouns by the sort that a plot names. */
  static final Map<String, List<Noun>> BY_SORT =
      Map.of(
          "treasure",
          List.of(
              Noun.of("kite", COLOUR, SIZE),
              Noun.of("ball", COLOUR, SIZE),
              Noun.of("doll", SIZE, AGE),
              Noun.of("drum", COLOUR, AGE),
              Noun.of("whistle", COLOUR, AGE),
              Noun.of("hat", COLOUR, AGE),
              Noun.of("bag", COLOUR, AGE),
              Noun.of("book", COLOUR, AGE),
              Noun.of("scarf", COLOUR, AGE),
              Noun.of("bell", SIZE, AGE)),
          "toy",
          List.of(
              Noun.of("kite", COLOUR, SIZE),
              Noun.of("drum", COLOUR, AGE),
              Noun.of("boat", COLOUR, SIZE),
              Noun.of("whistle", COLOUR, AGE),
              Noun.of("doll", SIZE, AGE)),
          "ware",
          List.of(
              Noun.of("kite", COLOUR, SIZE),
              Noun.of("drum", COLOUR, SIZE),
              Noun.of("hat", COLOUR, LOOK),
              Noun.pairOf("boot", COLOUR, LOOK),
              Noun.of("lamp", COLOUR, SIZE),
              Noun.of("book", COLOUR, LOOK)),
          "breakable",
          List.of(
              Noun.of("cup", COLOUR, LOOK),
              Noun.of("lamp", COLOUR, AGE),
              Noun.of("pot", COLOUR, AGE),
              Noun.of("bowl", COLOUR, SIZE)),
          "pet",
          List.of(
              Noun.of("kitten", YOUNG, FUR),
              Noun.of("puppy", YOUNG, FUR),
              Noun.of("lamb", YOUNG, FUR),
              Noun.of("fox", YOUNG, FUR),
              Noun.of("goat", YOUNG, FUR)),
          "visitor",
          List.of(
              Noun.of("kitten", YOUNG, FUR),
              Noun.of("puppy", YOUNG, FUR),
              Noun.of("cat", YOUNG, FUR),
              Noun.of("duck", YOUNG, FUR)),
          "fruit",
          List.of(Noun.of("apple"), Noun.of("pear"), Noun.of("plum"), Noun.of("berry")),
          "crop",
          List.of(Noun.of("carrot"), Noun.of("berry"), Noun.of("bean"), Noun.of("flower")),
          "place",
          List.of(
              Noun.place("in", "forest"),
              Noun.place("in", "park"),
              Noun.place("by", "river"),
              Noun.place("on", "hill"),
              Noun.place("by", "lake"),
              Noun.place("in", "meadow")));

  /** The adjectives that a story may give to a thing. */
  static final List<Adjective> ADJECTIVES =
      List.of(
          new Adjective("red", COLOUR),
          new Adjective("blue", COLOUR),
          new Adjective("green", COLOUR),
          new Adjective("yellow", COLOUR),
          new Adjective("white", COLOUR),
          new Adjective("brown", COLOUR),
          new Adjective("white", FUR),
          new Adjective("brown", FUR),
          new Adjective("black", FUR),
          new Adjective("gray", FUR),
          new Adjective("small", SIZE),
          new Adjective("little", SIZE),
          new Adjective("small", YOUNG),
          new Adjective("little", YOUNG),
          new Adjective("young", YOUNG),
          new Adjective("big", SIZE),
          new Adjective("old", AGE),
          new Adjective("new", AGE),
          new Adjective("nice", LOOK),
          new Adjective("beautiful", LOOK),
          new Adjective("fine", LOOK));

  /** Nouns that every character has one of: twins have two hearts. */
  static final Map<String, Noun> ONE_EACH =
      Map.of(
          "heart", Noun.of("heart"),
          "face", Noun.of("face"),
          "head", Noun.of("head"),
          "hat", Noun.of("hat"),
          "coat", Noun.of("coat"),
          "scarf", Noun.irregular("scarf", "scarves"));

  private Nouns() {}
}
