package org.calm4j.core.stories;

import static org.calm4j.core.stories.Adjective.Group.AGE;
import static org.calm4j.core.stories.Adjective.Group.COLOUR;
import static org.calm4j.core.stories.Adjective.Group.LOOK;
import static org.calm4j.core.stories.Adjective.Group.SIZE;

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
              Noun.of("drum", COLOUR, SIZE, AGE),
              Noun.of("whistle", COLOUR, SIZE),
              Noun.of("hat", COLOUR, AGE, LOOK),
              Noun.of("bag", COLOUR, SIZE, AGE),
              Noun.of("book", COLOUR, AGE),
              Noun.pairOf("glove", COLOUR, LOOK),
              Noun.of("bell", SIZE, AGE)),
          "toy",
          List.of(
              Noun.of("kite", COLOUR, LOOK),
              Noun.of("drum", COLOUR, LOOK),
              Noun.of("boat", COLOUR, SIZE),
              Noun.of("train", COLOUR, SIZE),
              Noun.of("doll", SIZE, LOOK),
              Noun.of("puppet", COLOUR, LOOK)),
          "ware",
          List.of(
              Noun.of("kite", COLOUR, LOOK),
              Noun.of("drum", COLOUR, LOOK),
              Noun.of("hat", COLOUR, LOOK),
              Noun.of("coat", COLOUR, LOOK),
              Noun.pairOf("boot", COLOUR, LOOK),
              Noun.of("lamp", COLOUR, LOOK),
              Noun.of("flute", SIZE, LOOK)),
          "pet",
          List.of(
              Noun.of("kitten", SIZE, COLOUR),
              Noun.of("puppy", SIZE, COLOUR),
              Noun.of("lamb", SIZE, COLOUR),
              Noun.of("bird", SIZE, COLOUR),
              Noun.of("duckling", SIZE)),
          "fruit",
          List.of(
              Noun.of("apple"),
              Noun.of("pear"),
              Noun.of("plum"),
              Noun.of("berry"),
              Noun.irregular("peach", "peaches")),
          "crop",
          List.of(
              Noun.of("pumpkin"),
              Noun.of("carrot"),
              Noun.irregular("tomato", "tomatoes"),
              Noun.of("sunflower"),
              Noun.of("bean")),
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
          new Adjective("small", SIZE),
          new Adjective("little", SIZE),
          new Adjective("big", SIZE),
          new Adjective("old", AGE),
          new Adjective("new", AGE),
          new Adjective("pretty", LOOK),
          new Adjective("beautiful", LOOK),
          new Adjective("fine", LOOK));

  /** Nouns that agree in number with a character: one heart, two hearts. */
  static final Map<String, Noun> OF_BODY =
      Map.of(
          "heart", Noun.of("heart"),
          "face", Noun.of("face"),
          "head", Noun.of("head"),
          "hand", Noun.of("hand"),
          "bed", Noun.of("bed"));

  private Nouns() {}
}
