package org.calm4j.core.text;

/**
 * Size of a text in characters and in bytes, counted without encoding it.
 *
 * @param characters Unicode code points
 * @param bytes length in UTF-8, where a lone surrogate counts as the three bytes of U+FFFD
 */
public record TextSize(long characters, long bytes) {

  /**
   * Counts a text.
   *
   * @param text any text
   * @return its counts
   */
  public static TextSize of(String text) {
    long bytes = 0;
    long pairs = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        pairs++;
        i++;
      } else {
        bytes += 3;
      }
    }
    return new TextSize(length - pairs, bytes);
  }
}
