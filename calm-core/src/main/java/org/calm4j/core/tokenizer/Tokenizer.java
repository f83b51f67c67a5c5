package org.calm4j.core.tokenizer;

/**
 * Turns text into ids and back.
 *
 * <p>{@code decode(encode(text))} equals {@code text} for every text without lone surrogates; those
 * become U+FFFD. Ids lie in {@code [0, vocabularySize())}. The three special ids (begin of
 * document, end of document, padding) are never produced by {@link #encode} and decode to nothing.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Tokenizer {

  /**
   * Encodes text without adding special ids.
   *
   * @param text any text; may be empty
   * @return the ids, none of them special
   */
  int[] encode(String text);

  /**
   * Decodes ids; special ids contribute nothing, byte sequences that are not UTF-8 become U+FFFD.
   *
   * @param ids ids in {@code [0, vocabularySize())}
   * @return the text
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  String decode(int... ids);

  /**
   * Number of ids, special ones included: the vocabulary size V of a model over this tokenizer.
   *
   * @return V
   */
  int vocabularySize();

  /**
   * The id that begins every document.
   *
   * @return the BOS id
   */
  int bosId();

  /**
   * The id that ends every document.
   *
   * @return the EOS id
   */
  int eosId();

  /**
   * The id that fills chunks up; the last id of the vocabulary in every tokenizer of this library.
   *
   * @return the padding id
   */
  int padId();

  /**
   * What this tokenizer was made from, as the command line spells it, for example {@code
   * r50k:4096}.
   *
   * @return a short name for people
   */
  String spec();

  /**
   * A hash of everything that decides about ids: equal identities give equal ids for every text.
   *
   * @return 64 hexadecimal digits (SHA-256)
   */
  String identity();
}
