package org.calm4j.core.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A tokenizer whose every id stands for some bytes of UTF-8. All tokenizers of this library are of
 * this kind.
 *
 * <p>One id need not be whole characters, so a program that prints ids as they come collects {@link
 * #bytesOf} and prints up to the last complete character.
 */
public sealed interface ByteLevelTokenizer extends Tokenizer
    permits ByteTokenizer, BpeTokenizer, MappedTokenizer {

  /**
   * The bytes that an id stands for.
   *
   * @param id in {@code [0, vocabularySize())}
   * @return a new array; empty for special ids
   * @throws IllegalArgumentException if the id lies outside the vocabulary
   */
  byte[] bytesOf(int id);

  @Override
  default String decode(int... ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
    for (int id : ids) {
      bytes.writeBytes(bytesOf(id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
