package org.calm4j.core.tokenizer;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How text is cut into pieces before pairs of bytes are merged; merges never cross a piece. A rank
 * list gives the right ids only with the pattern that it was made with.
 *
 * <p>Every pattern matches every character, so that no text is lost.
 */
enum SplitPattern {
  /** GPT-2's, for {@code r50k_base}: digits stay together, runs of line ends are not set apart. */
  GPT_2("'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),

  /** The one of {@code cl100k_base}, which Llama 3 took over: at most three digits a piece. */
  CL100K(
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  private final String regex;

  SplitPattern(String regex) {
    this.regex = regex;
  }

  /** The regular expression, as a tokenizer's file holds it. */
  String regex() {
    return regex;
  }

  /** Compiled so that white space and letter case mean what they mean in all of Unicode. */
  Pattern compile() {
    return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** The pattern with a regular expression. */
  static Optional<SplitPattern> ofRegex(String regex) {
    return Arrays.stream(values()).filter(p -> p.regex.equals(regex)).findFirst();
  }
}
