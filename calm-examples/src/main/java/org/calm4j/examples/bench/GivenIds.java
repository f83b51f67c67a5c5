package org.calm4j.examples.bench;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * A tokenizer whose every text has the same given ids: it brings ids from a file into a token
 * store.
 */
final class GivenIds implements Tokenizer {
  private final int[] ids;
  private final int vocabulary;

  private GivenIds(int[] ids, int vocabulary) {
    this.ids = ids;
    this.vocabulary = vocabulary;
  }

  /** A store of exactly so many tokens: begin of document, given ids, end of document. */
  static TokenStore store(int[] ids, int tokens, int vocabulary) {
    Tokenizer given = new GivenIds(Arrays.copyOf(ids, tokens - 2), vocabulary);
    return TokenStore.temporary(
        given, List.of(TextSource.ofDocuments("ids", List.of("ids"))), progress -> {});
  }

  /** A tokenizer of that vocabulary, for models that work with ids alone. */
  static Tokenizer of(int vocabulary) {
    return new GivenIds(new int[0], vocabulary);
  }

  @Override
  public int[] encode(String text) {
    return ids.clone();
  }

  @Override
  public String decode(int... unused) {
    return "";
  }

  @Override
  public int vocabularySize() {
    return vocabulary;
  }

  @Override
  public int bosId() {
    return vocabulary - 3;
  }

  @Override
  public int eosId() {
    return vocabulary - 2;
  }

  @Override
  public int padId() {
    return vocabulary - 1;
  }

  @Override
  public String spec() {
    return "ids";
  }

  @Override
  public String identity() {
    return "ids:" + vocabulary;
  }
}
