package org.calm4j.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "carry, carries, carried, carried, carrying",
    "play, plays, played, played, playing",
    "love, loves, loved, loved, loving",
    "push, pushes, pushed, pushed, pushing",
    "stop, stops, stopped, stopped, stopping",
    "go, goes, went, gone, going",
    "give, gives, gave, given, giving",
    "see, sees, saw, seen, seeing",
    "get, gets, got, got, getting",
    "be, is, was, been, being",
    "lie, lies, lay, lain, lying",
  })
  void verbsHaveTheirForms(String base, String third, String past, String participle, String ing) {
    assertThat(Verbs.of(base)).isEqualTo(new Verb(base, third, past, participle, ing));
  }

  @Test
  void beAgrees() {
    assertThat(Verbs.of("be").past(true)).isEqualTo("were");
    assertThat(Verbs.of("be").present(true)).isEqualTo("are");
    assertThat(Verbs.of("run").present(true)).isEqualTo("run");
  }

  @ParameterizedTest
  @CsvSource({"berry, berries", "toy, toys", "box, boxes", "branch, branches", "hat, hats"})
  void nounsHaveTheirPlurals(String singular, String plural) {
    assertThat(Noun.of(singular).plural()).isEqualTo(plural);
  }

  @Test
  void pairsAreSpokenOfInThePlural() {
    Item boots = new Item(Noun.pairOf("boot"), "old");
    assertThat(ItemForms.text(boots, "a+")).isEqualTo("a pair of old boots");
    assertThat(ItemForms.text(boots, "them")).isEqualTo("them");
    assertThat(boots.plural()).isTrue();
  }

  @Test
  void namesAreDistinct() {
    List<String> names = Names.CHILDREN.stream().map(Name::text).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    assertThat(Names.ANIMALS.stream().map(Name::text)).doesNotContainAnyElementsOf(names);
  }
}
