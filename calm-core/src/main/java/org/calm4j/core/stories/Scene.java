package org.calm4j.core.stories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One story while it is told: who and what is in it, and what the reader has in mind. */
final class Scene {
  /** After this many pronouns in a row a sentence starts with the name again. */
  private static final int LONGEST_PRONOUN_RUN = 4;

  /** Tags return to the name sooner. */
  private static final int LONGEST_PRONOUN_RUN_IN_TAGS = 2;

  private final Draws draws;
  private final Map<String, Node.Choice> rules;
  private final Prose prose = new Prose();
  private final Map<String, Referent> referents = new HashMap<>();
  private final Map<String, List<Node>> rows = new HashMap<>();
  private final Map<String, Attention> attention = new HashMap<>();

  /** How present a character is to the reader. */
  private static final class Attention {
    private boolean introduced;
    private int sentence = -2;
    private int run;
  }

  Scene(Plot plot, StoryBook book, Draws draws) {
    this.draws = draws;
    this.rules = book.rules();
    Casting casting = new Casting(draws);
    Actor hero = casting.hero(plot.heroes());
    referents.put("A", hero);
    referents.put("B", casting.helper(hero, plot.helpers()));
    attention.put("A", new Attention());
    attention.put("B", new Attention());
    plot.things().forEach(role -> referents.put(role.role(), thing(role.sort(), hero)));
    plot.tables().forEach(this::draw);
  }

  /** Tells the whole plot. */
  void tell(Plot plot) {
    for (List<Plot.Beat> paragraph : plot.paragraphs()) {
      prose.newParagraph();
      for (Plot.Beat beat : paragraph) {
        if (!beat.optional() || draws.coin()) {
          prose.newSentence();
          beat.options().tell(this);
        }
      }
    }
  }

  Draws draws() {
    return draws;
  }

  Prose prose() {
    return prose;
  }

  Referent referent(String role) {
    return find(referents, role);
  }

  Item item(String role) {
    return (Item) referent(role);
  }

  List<Node> row(String table) {
    return find(rows, table);
  }

  Node rule(String name) {
    return find(rules, name);
  }

  /**
   * Speaks of a character. The forms {@code auto}, {@code o} and {@code s} (subject, object,
   * possessive) take a pronoun if the character was spoken of in this sentence or the last one of
   * the paragraph, and the name otherwise.
   */
  void mention(String role, String form) {
    Actor actor = (Actor) referent(role);
    Attention seen = find(attention, role);
    switch (form) {
      case "auto" -> refer(actor, seen, actor.pronouns().subject(), "");
      case "o" -> refer(actor, seen, actor.pronouns().object(), "");
      case "s" -> refer(actor, seen, actor.pronouns().possessive(), "'s");
      case "name" -> {
        prose.append(actor.name());
        named(seen);
      }
      case "intro" -> {
        prose.append(actor.intro());
        named(seen);
      }
      case "both" -> both(actor, seen);
      case "said", "asked", "cried", "thought", "shouted", "called" -> tag(actor, seen, form);
      case "he", "him", "his", "self" -> {
        prose.append(ActorForms.text(actor, form));
        seen.sentence = prose.sentence();
      }
      default -> prose.append(ActorForms.text(actor, form));
    }
  }

  private void refer(Actor actor, Attention seen, String pronoun, String ending) {
    int now = prose.sentence();
    boolean tired = seen.run >= LONGEST_PRONOUN_RUN && prose.atSentenceStart();
    if (now - seen.sentence <= 1 && !tired) {
      prose.append(pronoun);
      seen.run++;
      seen.sentence = now;
    } else {
      prose.append((seen.introduced ? actor.name() : actor.first()) + ending);
      named(seen);
    }
  }

  /** Both characters together: by their names when the reader has lost sight of one. */
  private void both(Actor hero, Attention seen) {
    Attention helper = find(attention, "B");
    boolean present = prose.sentence() - Math.min(seen.sentence, helper.sentence) <= 1;
    if (hero.plural()) {
      prose.append("they");
      seen.sentence = prose.sentence();
    } else if (present && draws.coin()) {
      // After this "they" neither is in view alone: the next mention takes a name.
      prose.append("they");
    } else {
      prose.append(hero.name() + " and " + ((Actor) referent("B")).name());
      named(seen);
      named(helper);
    }
  }

  /** The tag of a speech: he said, said Tom. */
  private void tag(Actor actor, Attention seen, String verb) {
    if (prose.sentence() - seen.sentence <= 1 && seen.run < LONGEST_PRONOUN_RUN_IN_TAGS) {
      refer(actor, seen, actor.pronouns().subject(), "");
      prose.append(" " + verb);
    } else {
      prose.append(verb + " " + (seen.introduced ? actor.name() : actor.first()));
      named(seen);
    }
  }

  private void named(Attention seen) {
    seen.introduced = true;
    seen.sentence = prose.sentence();
    seen.run = 0;
  }

  private Item thing(String sort, Actor hero) {
    List<Noun> nouns = find(Nouns.BY_SORT, sort);
    Noun noun = draws.pick(nouns);
    // "They" must mean the heroes only.
    while (noun.pair() && hero.plural()) {
      noun = draws.pick(nouns);
    }
    return Item.draw(noun, draws);
  }

  private void draw(Plot.Table table) {
    List<List<Node>> left = new ArrayList<>(table.rows());
    for (String name : table.names()) {
      List<Node> row = draws.take(left);
      rows.put(name, row.stream().map(cell -> cell.settle(this)).toList());
    }
  }

  private static <T> T find(Map<String, T> map, String key) {
    T value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the story has no '" + key + "'");
    }
    return value;
  }
}
