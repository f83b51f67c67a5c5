package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.calm4j.core.stories.StoryGenerator;
import org.calm4j.core.text.TextSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vocabularies learned from text. */
class BpeTrainingTest {
  private static List<String> stories(int count) {
    StoryGenerator generator = new StoryGenerator(3);
    return Stream.generate(generator::next).limit(count).toList();
  }

  private static List<TextSource> sources(List<String> texts) {
    return List.of(TextSource.ofDocuments("texts", texts));
  }

  private static Tokenizer train(List<String> texts, int size) {
    return Tokenizers.train(sources(texts), size, progress -> {});
  }

  private static List<String> learn(List<String> texts, int size) {
    return BpeTraining.learn(sources(texts), SplitPattern.CL100K, size, progress -> {}).stream()
        .map(token -> new String(token, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void theMostFrequentPairComesFirst() {
    // lo and ow 7 times, and l is the lower byte; " low" 6 times, er 5 times, " n" and ne 3 times.
    List<String> ranks = learn(List.of("lower lower newer newer newer low low low low low"), 300);
    assertThat(ranks.subList(256, 261)).containsExactly("lo", "low", " low", "er", " n");
    assertThat(ranks.subList(256, ranks.size())).doesNotHaveDuplicates().contains(" newer");
  }

  /** The same by the definition: all pairs counted anew for every merge. */
  @Test
  void isWhatCountingAnewGives() {
    List<String> texts = stories(20);
    Map<String, Long> pieces = new LinkedHashMap<>();
    for (String text : texts) {
      var matcher = SplitPattern.CL100K.compile().matcher(text);
      while (matcher.find()) {
        pieces.merge(matcher.group(), 1L, Long::sum);
      }
    }
    List<String> ranks = new ArrayList<>();
    IntStream.range(0, 256).forEach(b -> ranks.add(String.valueOf((char) b)));
    Map<List<String>, Long> words = new LinkedHashMap<>();
    pieces.forEach(
        (piece, count) -> words.put(piece.chars().mapToObj(Character::toString).toList(), count));
    while (ranks.size() < 400) {
      Map<List<String>, Long> pairs = new LinkedHashMap<>();
      words.forEach(
          (word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              pairs.merge(List.copyOf(word.subList(i, i + 2)), count, Long::sum);
            }
          });
      List<String> best = null;
      for (List<String> pair : pairs.keySet()) {
        if (best == null || before(pair, best, pairs, ranks)) {
          best = pair;
        }
      }
      assertThat(best).isNotNull();
      String token = String.join("", best);
      if (!ranks.contains(token)) {
        ranks.add(token);
      }
      Map<List<String>, Long> merged = new LinkedHashMap<>();
      for (Map.Entry<List<String>, Long> word : words.entrySet()) {
        merged.merge(merge(word.getKey(), best), word.getValue(), Long::sum);
      }
      words.clear();
      words.putAll(merged);
    }
    assertThat(learn(texts, 400).subList(256, 400)).isEqualTo(ranks.subList(256, 400));
  }

  private static boolean before(
      List<String> a, List<String> b, Map<List<String>, Long> counts, List<String> ranks) {
    int byCount = Long.compare(counts.get(b), counts.get(a));
    int byLeft = Integer.compare(ranks.indexOf(a.get(0)), ranks.indexOf(b.get(0)));
    int byRight = Integer.compare(ranks.indexOf(a.get(1)), ranks.indexOf(b.get(1)));
    return byCount != 0 ? byCount < 0 : byLeft != 0 ? byLeft < 0 : byRight < 0;
  }

  private static List<String> merge(List<String> word, List<String> pair) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean here = i + 1 < word.size() && word.subList(i, i + 2).equals(pair);
      result.add(here ? word.get(i) + word.get(++i) : word.get(i));
    }
    return result;
  }

  @Test
  void everyWordOfAClosedCorpusBecomesOneToken() {
    List<String> texts = stories(100);
    Tokenizer learned = train(texts, 4096);
    Tokenizer general = Tokenizers.of("r50k:4096");
    assertThat(learned.vocabularySize()).as("ends when nothing stands twice").isLessThan(4096);
    assertThat(learned.encode(" grandma said")).hasSize(2);
    String text = texts.get(50);
    assertThat(learned.encode(text).length).isLessThan(general.encode(text).length * 9 / 10);
    assertThat(learned.decode(learned.encode(text))).isEqualTo(text);
    String foreign = "Ünïcode \ud83d\ude00 and 12345 \n\n\t else";
    assertThat(learned.decode(learned.encode(foreign))).isEqualTo(foreign);
  }

  @Test
  void tellsHowFarItIs() {
    List<VocabularyProgress> told = new ArrayList<>();
    Tokenizers.train(sources(stories(3)), 262, told::add);
    assertThat(told)
        .extracting(VocabularyProgress::documents)
        .containsExactly(1L, 2L, 3L, 3L, 3L, 3L);
    assertThat(told)
        .extracting(VocabularyProgress::tokens)
        .containsExactly(256, 256, 256, 257, 258, 259);
    assertThat(told).allMatch(progress -> progress.seconds() >= 0);
  }

  @Test
  void aLearnedTokenizerIsSavedLikeOthers(@TempDir Path folder) {
    Tokenizer learned = train(stories(20), 512);
    assertThat(learned.vocabularySize()).isEqualTo(512);
    assertThat(learned.spec()).isEqualTo("trained:512");
    Path file = folder.resolve("tokenizer.json");
    Tokenizers.save(learned, file);
    Tokenizer again = Tokenizers.of(file.toString());
    assertThat(again.identity()).isEqualTo(learned.identity());
    assertThat(again.encode("Once upon a time")).isEqualTo(learned.encode("Once upon a time"));
    Tokenizer cut = Tokenizers.of(file + ":300");
    assertThat(cut.vocabularySize()).isEqualTo(300);
    assertThat(train(stories(20), 512).identity())
        .as("the same text gives the same ids")
        .isEqualTo(learned.identity());
  }

  @Test
  void whatDoesNotRepeatStaysBytes() {
    assertThat(train(List.of("x y"), 4096).vocabularySize()).isEqualTo(259);
    assertThat(train(List.of("\ud800"), 4096).encode("\ud800")).hasSize(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(List.of("a"), 258))
        .withMessageContaining("must be at least 259 (256 bytes and 3 special ids)")
        .withMessageContaining("'trained:258'");
  }
}
