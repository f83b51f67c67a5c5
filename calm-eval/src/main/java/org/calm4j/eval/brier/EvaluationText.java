package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A piece of text that a model sees as one context, and the documents its tokens belong to.
 *
 * @param ids {@code [tokens]}, token ids
 * @param documents {@code [tokens]}, the number of the document that each belongs to, {@link
 *     #PADDING} for one that belongs to none and is never a target
 */
@SuppressWarnings("ArrayRecordComponent") // made and read once
public record EvaluationText(int[] ids, int[] documents) {
  /** The document of tokens that only fill up. */
  public static final int PADDING = -1;

  /**
   * Checks the shape.
   *
   * @param ids token ids
   * @param documents the document of each
   * @throws IllegalArgumentException if the lengths differ
   */
  public EvaluationText {
    if (ids.length != documents.length) {
      throw new IllegalArgumentException(
          "a text needs a document for every token, got %d for %d"
              .formatted(documents.length, ids.length));
    }
  }

  /**
   * A piece of one document.
   *
   * @param document its number, at least 0
   * @param ids its ids, all of them real tokens
   * @return the piece
   */
  public static EvaluationText of(int document, int... ids) {
    int[] documents = new int[ids.length];
    Arrays.fill(documents, document);
    return new EvaluationText(ids, documents);
  }

  /**
   * The places with four real tokens behind them.
   *
   * @param k tokens per chunk
   * @return ascending; place p is the one behind chunk p
   */
  public int[] starts(int k) {
    return IntStream.range(0, ids.length / k).filter(place -> isStart((place + 1) * k)).toArray();
  }

  /**
   * The document that a start counts for.
   *
   * @param start a place
   * @param k tokens per chunk
   * @return the document of the first token behind it
   */
  public int documentAt(int start, int k) {
    return documents[(start + 1) * k];
  }

  private boolean isStart(int token) {
    if (token + BrierTerms.ORDERS > ids.length) {
      return false;
    }
    for (int i = 0; i < BrierTerms.ORDERS; i++) {
      if (documents[token + i] == PADDING) {
        return false;
      }
    }
    return true;
  }
}
