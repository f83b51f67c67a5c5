package org.calm4j.core.model;

import java.util.List;

/**
 * Which text a model was trained on.
 *
 * @param sources names as given by the user, for example files or {@code stories:4:7}
 * @param contentHash a hash of the content, so that equal names with other text are told apart;
 *     empty if unknown
 * @param documents number of documents, at least 0
 * @param tokens number of tokens, at least 0
 */
public record DataIdentity(List<String> sources, String contentHash, long documents, long tokens) {

  /**
   * Checks the counts and copies the list.
   *
   * @param sources names as given by the user
   * @param contentHash a hash of the content, empty if unknown
   * @param documents number of documents
   * @param tokens number of tokens
   * @throws IllegalArgumentException if a count is negative
   */
  public DataIdentity {
    sources = List.copyOf(sources);
    if (documents < 0 || tokens < 0) {
      throw new IllegalArgumentException(
          "documents and tokens must not be negative, got " + documents + " and " + tokens);
    }
  }
}
