package org.calm4j.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor would mark, over many stories. */
class StoryStyleTest {
  private static final List<String> STORIES =
      Stream.of(told(StoryGenerator.FULL_VARIETY, 4000), told(3, 1000), told(2, 1000))
          .flatMap(stories -> stories)
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[^\\x20-\\x7e\\n]", // plain ASCII
        "[\\[\\]{}<>^$|0-9]", // no notation left, no digits
        "  | \n|\n | $|^ |\n\n\n", // single spaces and blank lines
        " [.,!?]|[.,!?][.,!?]", // punctuation
        "\\b[Aa] [aeiouAEIOU]", // an apple
        "\\b[Aa]n [^aeiouAEIOU]", // a pear
        "\\b(\\w+) \\1\\b", // the the
        "\\bi\\b", // I
        "[.!?] [a-z]", // sentences start with a capital
        "\\.\" [a-z]",
        ", \"[a-z]",
        ",\" (?!said|asked|cried|called|thought|shouted|they|he|she|it|the teacher|[A-Z])",
        "[!?]\" (?!said|asked|cried|called|thought|they (said|asked|cried|called|thought|told)"
            + "|s?he (said|asked|cried|called|thought|told)|[A-Z\"])",
        "\\b([Tt]hey|[Ww]e|[Yy]ou|[A-Z][a-z]+ and [A-Z][a-z]+) was\\b|\\b([Hh]e|[Ss]he|[Ii]t|I) were\\b",
        "\\b(we|they|you) is\\b|\\bwe am\\b|\\bI are\\b|\\b(it|he|she) are\\b",
        "\\b[Aa] \\w+s of\\b|\\bpair of a\\b",
      })
  void noStoryContains(String mistake) {
    Pattern pattern = Pattern.compile(mistake);
    assertThat(STORIES.stream().flatMap(story -> excerpts(pattern, story))).isEmpty();
  }

  private static Stream<String> excerpts(Pattern pattern, String story) {
    return pattern
        .matcher(story)
        .results()
        .map(
            found ->
                story.substring(
                    Math.max(0, found.start() - 20), Math.min(story.length(), found.end() + 20)));
  }

  @Test
  void paragraphsAreWholeSentences() {
    assertThat(paragraphs().filter(paragraph -> !paragraph.matches("[\"A-Z].*[.!?]\"?"))).isEmpty();
  }

  @Test
  void quotesAreBalancedInEveryParagraph() {
    assertThat(paragraphs().filter(p -> p.chars().filter(c -> c == '"').count() % 2 != 0))
        .isEmpty();
  }

  @Test
  void mostStoriesHaveDirectSpeech() {
    assertThat(STORIES.stream().filter(story -> story.contains("\"")).count())
        .isGreaterThan(STORIES.size() * 95L / 100);
  }

  private static Stream<String> told(int variety, int count) {
    return Stream.generate(new StoryGenerator(7, StoryGenerator.plots(), variety)::next)
        .limit(count);
  }

  private static Stream<String> paragraphs() {
    return STORIES.stream().flatMap(story -> Stream.of(story.split("\n\n")));
  }
}
