package org.calm4j.core.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryGeneratorTest {

  @Test
  void sameSeedTellsTheSameStories() {
    assertThat(stories(42, 50)).isEqualTo(stories(42, 50));
  }

  @Test
  void otherSeedsTellOtherStories() {
    assertThat(stories(42, 50)).doesNotContainAnyElementsOf(stories(43, 50));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, StoryGenerator.FULL_VARIETY})
  void lengthStaysInItsRange(int variety) {
    StoryGenerator generator = new StoryGenerator(1, StoryGenerator.plots(), variety);
    assertThat(Stream.generate(generator::next).limit(3000).toList())
        .allSatisfy(
            story -> {
              assertThat(story.split("\\s+")).hasSizeBetween(60, 160);
              assertThat(story.split("\n\n")).hasSizeBetween(1, 4);
            });
  }

  @Test
  void vocabularyIsSmall() {
    Set<String> words = new HashSet<>();
    for (String story : stories(2, 5000)) {
      for (String word : story.toLowerCase(Locale.ROOT).split("[^a-z']+", -1)) {
        words.add(word.endsWith("'s") ? word.substring(0, word.length() - 2) : word);
      }
    }
    assertThat(words).hasSizeBetween(400, 700);
  }

  @Test
  void heldOutStoriesAreNew() {
    Set<String> seen = new HashSet<>();
    Set<String> sentences = new HashSet<>();
    for (String story : stories(3, 20_000)) {
      seen.add(story);
      sentences.addAll(sentences(story));
    }
    List<String> heldOut = stories(4, 2000);
    List<String> heldOutSentences = heldOut.stream().flatMap(s -> sentences(s).stream()).toList();
    long unseen = heldOutSentences.stream().filter(s -> !sentences.contains(s)).count();

    assertThat(seen).as("no story is told twice").hasSize(20_000);
    assertThat(seen).doesNotContainAnyElementsOf(heldOut);
    assertThat((double) unseen / heldOutSentences.size())
        .as("share of sentences that 14 MB of stories do not contain")
        .isGreaterThan(0.15);
  }

  @Test
  void everyPlotIsTold() {
    // A sentence of the middle of some plots, whoever takes part.
    assertThat(String.join("\n", stories(5, 500)))
        .contains("began to dig", "out of the oven", "Happy birthday", "biggest storm", "race");
  }

  @Test
  void fewPlotsHaveFewWords() {
    StoryGenerator generator = new StoryGenerator(6, List.of("storm", "honest"));
    String few = String.join("\n", Stream.generate(generator::next).limit(500).toList());
    assertThat(few).doesNotContain("began to dig", "out of the oven", "Happy birthday");
    assertThat(new HashSet<>(Arrays.asList(few.split("[^A-Za-z]+", -1))).size()).isLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 12})
  @Timeout(60)
  void littleVarietyHasFewNames(int variety) {
    StoryGenerator generator = new StoryGenerator(7, StoryGenerator.plots(), variety);
    String stories = String.join("\n", Stream.generate(generator::next).limit(3000).toList());
    Set<String> words = new HashSet<>(Arrays.asList(stories.split("[^A-Za-z]+", -1)));
    List<String> children = Names.CHILDREN.stream().map(Name::text).toList();
    assertThat(words.stream().filter(children::contains)).hasSize(variety).contains("Mia", "Tom");
  }

  @Test
  void littleVarietyIsStillMuch() {
    StoryGenerator generator = new StoryGenerator(8, List.of("fear"), 2);
    List<String> stories = Stream.generate(generator::next).limit(3000).toList();
    assertThat(new HashSet<>(stories)).hasSizeGreaterThan(2900);
    assertThat(stories)
        .allSatisfy(story -> assertThat(story).containsPattern("the dark|the storm"))
        .anySatisfy(story -> assertThat(story).contains("the dark"))
        .anySatisfy(story -> assertThat(story).contains("the storm"));
  }

  @Test
  void fullVarietyIsTheDefault() {
    StoryGenerator full =
        new StoryGenerator(1, StoryGenerator.plots(), StoryGenerator.FULL_VARIETY);
    assertThat(Stream.generate(full::next).limit(50).toList()).isEqualTo(stories(1, 50));
  }

  @Test
  void noChoiceHasMoreOptionsThanFullVariety() {
    int less = StoryGenerator.FULL_VARIETY - 1;
    StoryGenerator generator = new StoryGenerator(1, StoryGenerator.plots(), less);
    assertThat(Stream.generate(generator::next).limit(2000).toList()).isEqualTo(stories(1, 2000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -1, 101})
  void unusableVarietiesAreRefused(int variety) {
    assertThatThrownBy(() -> new StoryGenerator(1, StoryGenerator.plots(), variety))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 to 100")
        .hasMessageEndingWith("got " + variety);
  }

  @Test
  void unknownPlotsAreRefused() {
    assertThatThrownBy(() -> new StoryGenerator(1, List.of("lost", "murder")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("storm")
        .hasMessageEndingWith("got lost,murder");
  }

  private static List<String> stories(long seed, int count) {
    StoryGenerator generator = new StoryGenerator(seed);
    return Stream.generate(generator::next).limit(count).toList();
  }

  private static List<String> sentences(String story) {
    return Arrays.asList(story.split("\n\n|(?<=[.!?]\"?) (?=[\"A-Z])"));
  }
}
