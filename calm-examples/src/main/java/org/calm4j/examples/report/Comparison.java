package org.calm4j.examples.report;

import java.util.List;
import org.calm4j.eval.text.TextDiff;

/** Sentences and their reconstructions, one below the other, for a terminal. */
public final class Comparison {
  private Comparison() {}

  /**
   * Two lines per sentence, the second with differences marked.
   *
   * @param pairs the sentences
   * @return lines to print
   */
  public static List<String> lines(List<SentencePair> pairs) {
    return pairs.stream()
        .flatMap(
            pair ->
                List.of("  text    " + oneLine(pair.original()), "  again   " + marked("", pair))
                    .stream())
        .toList();
  }

  /**
   * One line: what came back, with differences marked.
   *
   * @param label what stands before it
   * @param pair the sentence
   * @return a line to print
   */
  public static String marked(String label, SentencePair pair) {
    return label + TextDiff.mark(oneLine(pair.original()), oneLine(pair.reconstructed()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
