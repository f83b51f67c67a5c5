package org.calm4j.eval.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into words, runs of white space, and single other characters, losing nothing. */
final class Words {
  private static final int WORD = 0;
  private static final int SPACE = 1;
  private static final int OTHER = 2;

  private Words() {}

  /** The pieces, never empty, joined again equal to the text; surrogate pairs stay whole. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int type = type(text.codePointAt(start));
      int end = start + Character.charCount(text.codePointAt(start));
      while (type != OTHER && end < text.length() && type(text.codePointAt(end)) == type) {
        end += Character.charCount(text.codePointAt(end));
      }
      words.add(text.substring(start, end));
      start = end;
    }
    return words;
  }

  private static int type(int codePoint) {
    if (Character.isLetterOrDigit(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK) {
      return WORD;
    }
    return Character.isWhitespace(codePoint) ? SPACE : OTHER;
  }
}
