package org.calm4j.examples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts sentences that a corpus never has, and known sentences that never follow each other in it,
 * or never begin or end a text there: the places where a reader of a closed corpus stumbles. What
 * stands further apart is not compared. Not thread-safe.
 */
final class UnseenSentences {
  private static final Pattern BETWEEN = Pattern.compile("(?<=[.!?]\"?)\\s+(?=[\"A-Z])");

  /** Stands before the first sentence and behind the last; no sentence is empty. */
  private static final String EDGE = "";

  private final Set<String> known = new HashSet<>(Set.of(EDGE));
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
    List<String> all = sentences(text, true);
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
    List<String> all = sentences(text, ended);
    long slips = unseen + strangers;
    for (int i = 1; i < all.size(); i++) {
      String before = all.get(i - 1);
      String now = all.get(i);
      sentences += now.equals(EDGE) ? 0 : 1;
      if (!known.contains(now)) {
        unseen++;
      } else if (known.contains(before) && !neighbours.contains(List.of(before, now))) {
        strangers++;
      }
    }
    texts++;
    repeated += whole.contains(String.join(" ", all)) ? 1 : 0;
    flawless += unseen + strangers == slips ? 1 : 0;
  }

  /** What was counted, in a line. */
  String summary() {
    return "sentences: %.2f %% unseen, %.2f %% in a place they never have; %d of %d texts without either, %d texts of the corpus itself"
        .formatted(
            100.0 * unseen / sentences, 100.0 * strangers / sentences, flawless, texts, repeated);
  }

  private static List<String> sentences(String text, boolean ended) {
    List<String> all = new ArrayList<>(List.of(EDGE));
    Stream.of(BETWEEN.split(text, -1))
        .filter(part -> !part.isBlank())
        .map(String::strip)
        .forEach(all::add);
    if (ended) {
      all.add(EDGE);
    } else if (all.size() > 1) {
      all.remove(all.size() - 1);
    }
    return all;
  }
}
