package org.calm4j.examples;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts sentences that a corpus never has, and sentences that never follow each other in it: the
 * places where a reader of a closed corpus stumbles. Not thread-safe.
 */
final class UnseenSentences {
  private static final Pattern BETWEEN = Pattern.compile("(?<=[.!?]\"?)\\s+(?=[\"A-Z])");

  private final Set<String> known = new HashSet<>();
  private final Set<List<String>> neighbours = new HashSet<>();
  private final Set<String> whole = new HashSet<>();
  private long texts;
  private long repeated;
  private long flawless;
  private long sentences;
  private long unseen;
  private long strangers;

  /** Takes a text of the corpus in. */
  void learn(String text) {
    List<String> all = sentences(text);
    known.addAll(all);
    whole.add(String.join(" ", all));
    for (int i = 1; i < all.size(); i++) {
      neighbours.add(List.of(all.get(i - 1), all.get(i)));
    }
  }

  /**
   * Counts a text.
   *
   * @param text the text
   * @param ended whether it is whole; otherwise its last sentence does not count
   */
  void count(String text, boolean ended) {
    List<String> all = sentences(text);
    int last = ended ? all.size() : all.size() - 1;
    long slips = unseen + strangers;
    for (int i = 0; i < last; i++) {
      sentences++;
      if (!known.contains(all.get(i))) {
        unseen++;
      } else if (i > 0
          && known.contains(all.get(i - 1))
          && !neighbours.contains(List.of(all.get(i - 1), all.get(i)))) {
        strangers++;
      }
    }
    texts++;
    repeated += whole.contains(String.join(" ", all)) ? 1 : 0;
    flawless += unseen + strangers == slips ? 1 : 0;
  }

  /** What was counted, in a line. */
  String summary() {
    return "sentences: %.2f %% unseen, %.2f %% never behind their neighbour; %d of %d texts without either, %d texts of the corpus itself"
        .formatted(
            100.0 * unseen / sentences, 100.0 * strangers / sentences, flawless, texts, repeated);
  }

  private static List<String> sentences(String text) {
    return Stream.of(BETWEEN.split(text, -1)).filter(part -> !part.isBlank()).toList();
  }
}
