package org.calm4j.core.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SceneTest {
  private static final StoryBook BOOK = StoryBook.load();

  static Iterable<Plot> plots() {
    return BOOK.plots();
  }

  @ParameterizedTest
  @MethodSource("plots")
  void pronounsAreThoseOfTheCharacters(Plot plot) {
    // A man keeps the shop, a woman teaches.
    boolean man = plot.name().equals("market");
    boolean woman = plot.name().equals("race");
    Pattern he = Pattern.compile("\\b([Hh]e|him|[Hh]is|himself)\\b");
    Pattern she = Pattern.compile("\\b([Ss]he|[Hh]er|herself)\\b");
    for (int i = 0; i < 300; i++) {
      Scene scene = tell(plot, i);
      Set<Pronouns> present =
          EnumSet.of(scene.referent("A").pronouns(), scene.referent("B").pronouns());
      String story = scene.prose().toString();
      assertThat(present).hasSize(2);
      if (!present.contains(Pronouns.HE) && !man) {
        assertThat(story).doesNotContainPattern(he);
      }
      if (!present.contains(Pronouns.SHE) && !woman) {
        assertThat(story).doesNotContainPattern(she);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plots")
  void heroIsNamedBeforeAnyPronoun(Plot plot) {
    Pattern pronoun = Pattern.compile("\\b([Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir)\\b");
    for (int i = 0; i < 300; i++) {
      Scene scene = tell(plot, i);
      String story = scene.prose().toString();
      int first = pronoun.matcher(story).results().findFirst().orElseThrow().start();
      String hero = ((Actor) scene.referent("A")).name();
      String helper = ((Actor) scene.referent("B")).name();
      assertThat(story.substring(0, first)).containsAnyOf(hero, helper);
    }
  }

  @Test
  void nameComesFirstAndAfterAnAbsence() {
    String story = tell("- [A] <run>. [A] <stop>. It was dark. It was cold. [A] <sleep>.");
    assertThat(story)
        .matches("(\\w+) ran\\. S?[Hh]e stopped\\. It was dark\\. It was cold\\. \\1 slept\\.");
  }

  @Test
  void nameReturnsAfterAParagraph() {
    assertThat(tell("- [A] <run>.\n---\n- [A] <stop>.")).matches("(\\w+) ran\\.\n\n\\1 stopped\\.");
  }

  @Test
  void thingStaysTheSame() {
    assertThat(tell("- [A] <see> [a+ toy]. [the^+ toy] was old.".replace("^", "")))
        .matches("\\w+ saw an? (\\w+ \\w+)\\. The \\1 was old\\.");
  }

  @Test
  void choicesInARowAreMadeOnce() {
    String table = "table cup: what\n  {red|blue|green|white|brown} cup\n";
    String story = tell(table, "- A [cup.what]. A [cup.what]. A [cup.what]. A [cup.what].");
    assertThat(story).matches("(A \\w+ cup\\.) \\1 \\1 \\1");
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tell("- [the hat] <fall>."))
        .withMessageContaining("hat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tell("- [A] <wug>."))
        .withMessageContaining("wug");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tell("- [$nothing]"))
        .withMessageContaining("nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tell("- {one|two"))
        .withMessageContaining("brace");
  }

  private static String tell(String body) {
    return tell("", body);
  }

  private static String tell(String declarations, String body) {
    String text = "hero: child\nhelper: elder\nthing toy: toy\n" + declarations + "---\n" + body;
    Plot plot = new PlotParser("test", text).plot(BOOK.rules().keySet());
    return tell(plot, 1).prose().toString();
  }

  private static Scene tell(Plot plot, int index) {
    Scene scene =
        new Scene(
            plot,
            BOOK,
            new Draws(new RandomStreams(5).stream("test", index), StoryGenerator.FULL_VARIETY));
    scene.tell(plot);
    return scene;
  }
}
