package org.calm4j.core.tokenizer;

/**
 * Text without lone surrogates, and how many were replaced to get there.
 *
 * <p>A lone surrogate is half of a character: UTF-8 cannot hold it, so no tokenizer can give it
 * back. It becomes U+FFFD, the replacement character. {@link Tokenizer#encode} replaces by itself;
 * whoever builds a data set cleans first and reports the count.
 *
 * <pre>{@code
 * CleanText.of("plain").replacements()                  // 0
 * CleanText.of("a" + (char) 0xD83D + "!").replacements() // 1, and text() has U+FFFD there
 * }</pre>
 *
 * @param text valid text
 * @param replacements number of lone surrogates that became U+FFFD
 */
public record CleanText(String text, int replacements) {

  /**
   * Replaces every lone surrogate.
   *
   * @param text any text
   * @return the text itself when it has none, else a copy of the same length
   */
  public static CleanText of(String text) {
    int at = nextLone(text, 0);
    if (at == text.length()) {
      return new CleanText(text, 0);
    }
    char[] chars = text.toCharArray();
    int count = 0;
    for (; at < chars.length; at = nextLone(text, at + 1)) {
      chars[at] = '\ufffd';
      count++;
    }
    return new CleanText(new String(chars), count);
  }

  /** The first lone surrogate at or after a place that is no low half of a pair. */
  private static int nextLone(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        i++;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else {
        return i;
      }
    }
    return text.length();
  }
}
