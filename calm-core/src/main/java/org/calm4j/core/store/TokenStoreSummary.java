package org.calm4j.core.store;

/**
 * What a token store holds, in numbers.
 *
 * @param documents number of documents
 * @param tokens number of ids, one BOS and one EOS per document included
 * @param characters Unicode code points of the texts
 * @param bytes size of the texts in UTF-8
 * @param replacedSurrogates lone surrogates in the texts that became U+FFFD; 0 for sound text
 */
public record TokenStoreSummary(
    long documents, long tokens, long characters, long bytes, long replacedSurrogates) {

  static final TokenStoreSummary NOTHING = new TokenStoreSummary(0, 0, 0, 0, 0);

  TokenStoreSummary plus(TokenStoreSummary more) {
    return new TokenStoreSummary(
        documents + more.documents,
        tokens + more.tokens,
        characters + more.characters,
        bytes + more.bytes,
        replacedSurrogates + more.replacedSurrogates);
  }
}
