package org.calm4j.core.tokenizer;

import java.io.ByteArrayOutputStream;

/**
 * The characters that stand for bytes in GPT-2's and Hugging Face's byte-level vocabularies: bytes
 * that are printable in Latin-1 are themselves, the others count up from U+0100.
 */
final class ByteAlphabet {
  private static final int FIRST_OTHER = 256;
  private static final char[] CHARACTERS = characters();
  private static final int[] BYTES = bytes();

  private ByteAlphabet() {}

  /** The spelling of a token. */
  static String spell(byte[] token) {
    StringBuilder text = new StringBuilder(token.length);
    for (byte b : token) {
      text.append(CHARACTERS[b & 0xff]);
    }
    return text.toString();
  }

  /** The token of a spelling; empty if a character of it stands for no byte. */
  static byte[] read(String spelling) {
    ByteArrayOutputStream token = new ByteArrayOutputStream(spelling.length());
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        return new byte[0];
      }
      token.write(BYTES[c]);
    }
    return token.toByteArray();
  }

  private static boolean isPrintable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xff && b != 0xad);
  }

  private static char[] characters() {
    char[] characters = new char[256];
    int others = 0;
    for (int b = 0; b < characters.length; b++) {
      characters[b] = (char) (isPrintable(b) ? b : FIRST_OTHER + others++);
    }
    return characters;
  }

  private static int[] bytes() {
    int[] bytes = new int[2 * FIRST_OTHER];
    java.util.Arrays.fill(bytes, -1);
    for (int b = 0; b < CHARACTERS.length; b++) {
      bytes[CHARACTERS[b]] = b;
    }
    return bytes;
  }
}
