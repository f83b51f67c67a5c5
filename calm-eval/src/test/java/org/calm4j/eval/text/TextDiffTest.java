package org.calm4j.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.eval.text.TextDiff.Kind;
import org.calm4j.eval.text.TextDiff.Part;
import org.junit.jupiter.api.Test;

class TextDiffTest {
  private static final List<String> PIECES =
      List.of(
          "the", "old", "dog", "ran", " ", "  ", "\n", ".", ",", "\"", "é", "👍🏽", "中文",
          "e\u0301");

  @Test
  void marksWords() {
    assertThat(TextDiff.mark("The dog sat.", "The cat sat.")).isEqualTo("The {-dog-}{+cat+} sat.");
    assertThat(TextDiff.mark("The old dog", "The dog")).isEqualTo("The {-old -}dog");
    assertThat(TextDiff.mark("He ran", "He ran!")).isEqualTo("He ran{+!+}");
    assertThat(TextDiff.mark("", "new")).isEqualTo("{+new+}");
    assertThat(TextDiff.mark("old", "")).isEqualTo("{-old-}");
    assertThat(TextDiff.mark("a  b", "a b")).isEqualTo("a{-  -}{+ +}b");
    assertThat(TextDiff.ansi("a b", "a c"))
        .isEqualTo("a \u001b[31;9mb\u001b[0m\u001b[32;4mc\u001b[0m");
  }

  @Test
  void equalTextComesBackUnchanged() {
    for (String text : List.of("", " ", "Anna {-went-} home.\n", "👍🏽 \u001b[0m")) {
      assertThat(TextDiff.mark(text, text)).isEqualTo(text);
      assertThat(TextDiff.ansi(text, text)).isEqualTo(text);
    }
  }

  @Test
  void partsMakeUpBothTexts() {
    RandomGenerator random = new RandomStreams(5).stream("texts");
    for (int round = 0; round < 500; round++) {
      List<String> pieces = pieces(random);
      String original = String.join("", pieces);
      String reconstructed = String.join("", disturb(random, pieces));
      List<Part> parts = TextDiff.parts(original, reconstructed);
      assertThat(join(parts, Kind.REMOVED)).isEqualTo(original);
      assertThat(join(parts, Kind.ADDED)).isEqualTo(reconstructed);
      for (int i = 0; i < parts.size(); i++) {
        assertThat(parts.get(i).text()).isNotEmpty();
        if (i > 0) {
          assertThat(parts.get(i).kind()).isNotEqualTo(parts.get(i - 1).kind());
          assertThat(List.of(parts.get(i - 1).kind(), parts.get(i).kind()))
              .isNotEqualTo(List.of(Kind.ADDED, Kind.REMOVED));
        }
      }
      String mark = TextDiff.mark(original, reconstructed);
      assertThat(withoutAdded(mark)).isEqualTo(original);
      assertThat(withoutRemoved(mark)).isEqualTo(reconstructed);
    }
  }

  @Test
  void keepsAsManyWordsAsALongestCommonSubsequence() {
    RandomGenerator random = new RandomStreams(6).stream("texts");
    for (int round = 0; round < 200; round++) {
      List<String> from = pieces(random);
      List<String> to = round % 2 == 0 ? disturb(random, from) : pieces(random);
      int kept = Alignment.of(from, to).stream().mapToInt(Alignment.Match::length).sum();
      assertThat(kept).isEqualTo(longest(from, to));
    }
  }

  @Test
  void surrogatePairsStayWhole() {
    List<Part> parts = TextDiff.parts("a 👍", "a 👎");
    assertThat(parts)
        .containsExactly(
            new Part(Kind.SAME, "a "), new Part(Kind.REMOVED, "👍"), new Part(Kind.ADDED, "👎"));
  }

  @Test
  void longUnlikeTextsAreOneChange() {
    String original = "same " + "a ".repeat(20_000) + "end";
    String reconstructed = "same " + "b.".repeat(20_000) + "end";
    List<Part> parts = TextDiff.parts(original, reconstructed);
    assertThat(parts.stream().map(Part::kind))
        .containsExactly(Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME);
    assertThat(parts.get(0).text()).isEqualTo("same ");
    assertThat(parts.get(3).text()).isEqualTo("end");
  }

  private static List<String> pieces(RandomGenerator random) {
    return random
        .ints(random.nextInt(40), 0, PIECES.size())
        .mapToObj(PIECES::get)
        .collect(Collectors.toList());
  }

  private static List<String> disturb(RandomGenerator random, List<String> pieces) {
    List<String> changed = new ArrayList<>();
    for (String piece : pieces) {
      switch (random.nextInt(12)) {
        case 0 -> {}
        case 1 -> changed.add(PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> {
          changed.add(piece);
          changed.add(PIECES.get(random.nextInt(PIECES.size())));
        }
        default -> changed.add(piece);
      }
    }
    return changed;
  }

  private static String join(List<Part> parts, Kind own) {
    return parts.stream()
        .filter(part -> part.kind() == Kind.SAME || part.kind() == own)
        .map(Part::text)
        .collect(Collectors.joining());
  }

  private static String withoutAdded(String mark) {
    return mark.replaceAll("(?s)\\{\\+.*?\\+}", "").replace("{-", "").replace("-}", "");
  }

  private static String withoutRemoved(String mark) {
    return mark.replaceAll("(?s)\\{-.*?-}", "").replace("{+", "").replace("+}", "");
  }

  private static int longest(List<String> from, List<String> to) {
    int[][] best = new int[from.size() + 1][to.size() + 1];
    for (int i = 1; i <= from.size(); i++) {
      for (int j = 1; j <= to.size(); j++) {
        best[i][j] =
            from.get(i - 1).equals(to.get(j - 1))
                ? best[i - 1][j - 1] + 1
                : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return best[from.size()][to.size()];
  }
}
