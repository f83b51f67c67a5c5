package org.calm4j.core.text;

/**
 * Size and soundness of a text, counted in one pass.
 *
 * @param characters Unicode code points
 * @param bytes length in UTF-8, where a lone surrogate counts as the three bytes of U+FFFD
 * @param loneSurrogates chars that belong to no character; tokenizers replace them by U+FFFD
 */
public record TextSize(long characters, long bytes, long loneSurrogates) {

  /**
   * Counts a text.
   *
   * @param text any text
   * @return its counts
   */
  public static TextSize of(String text) {
    long bytes = 0;
    long pairs = 0;
    long lone = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        pairs++;
        i++;
      } else {
        bytes += 3;
        lone++;
      }
    }
    return new TextSize(length - pairs, bytes, lone);
  }
}
