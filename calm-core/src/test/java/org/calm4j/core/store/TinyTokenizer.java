package org.calm4j.core.store;

import java.nio.charset.StandardCharsets;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * One id per byte of UTF-8, spread over a vocabulary of any size.
 *
 * @param vocabularySize at least 259
 */
public record TinyTokenizer(int vocabularySize) implements Tokenizer {

  @Override
  public int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = vocabularySize - 259 + Byte.toUnsignedInt(bytes[i]);
    }
    return ids;
  }

  @Override
  public String decode(int... ids) {
    byte[] bytes = new byte[ids.length];
    int count = 0;
    for (int id : ids) {
      if (id < bosId()) {
        bytes[count++] = (byte) (id - (vocabularySize - 259));
      }
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }

  @Override
  public int bosId() {
    return vocabularySize - 3;
  }

  @Override
  public int eosId() {
    return vocabularySize - 2;
  }

  @Override
  public int padId() {
    return vocabularySize - 1;
  }

  @Override
  public String spec() {
    return "tiny:" + vocabularySize;
  }

  @Override
  public String identity() {
    return "%064x".formatted(vocabularySize);
  }
}
