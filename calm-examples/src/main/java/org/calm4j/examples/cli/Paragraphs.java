package org.calm4j.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines for people. */
final class Paragraphs {
  private static final int WIDTH = 96;

  private Paragraphs() {}

  /** Lines of at most 96 characters, broken at blanks; line ends of the text stay. */
  static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
