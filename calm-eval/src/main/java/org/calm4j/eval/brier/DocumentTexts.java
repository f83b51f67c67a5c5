package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Documents cut into pieces. Holds 4 bytes per document. */
final class DocumentTexts implements EvaluationTexts {
  private final int contextTokens;
  private final IntUnaryOperator lengths;
  private final Reader reader;

  /** Number of each document's first piece, at last the number of pieces. */
  private final int[] firstPieces;

  /** Reads ids of a document. */
  interface Reader {
    int[] read(int document, int from, int length);
  }

  private DocumentTexts(
      int contextTokens, int[] firstPieces, IntUnaryOperator lengths, Reader reader) {
    this.contextTokens = contextTokens;
    this.firstPieces = firstPieces;
    this.lengths = lengths;
    this.reader = reader;
  }

  static DocumentTexts of(
      int contextTokens, int documents, IntUnaryOperator lengths, Reader reader) {
    if (contextTokens < 1) {
      throw new IllegalArgumentException("context must be at least 1 token, got " + contextTokens);
    }
    int[] firstPieces = new int[documents + 1];
    long pieces = 0;
    for (int i = 0; i < documents; i++) {
      pieces += (lengths.applyAsInt(i) + contextTokens - 1L) / contextTokens;
      if (pieces > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a context of %d tokens cuts the documents into more than %d pieces: make it longer"
                .formatted(contextTokens, Integer.MAX_VALUE));
      }
      firstPieces[i + 1] = (int) pieces;
    }
    return new DocumentTexts(contextTokens, firstPieces, lengths, reader);
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public int size() {
    return firstPieces[firstPieces.length - 1];
  }

  @Override
  public EvaluationText get(int index) {
    Objects.checkIndex(index, size());
    int document = document(index);
    int from = (index - firstPieces[document]) * contextTokens;
    int length = Math.min(contextTokens, lengths.applyAsInt(document) - from);
    return EvaluationText.of(document, reader.read(document, from, length));
  }

  /** Of documents that begin with the same piece all but the last are empty. */
  private int document(int piece) {
    int found = Arrays.binarySearch(firstPieces, piece);
    int document = found >= 0 ? found : -found - 2;
    while (firstPieces[document + 1] == piece) {
      document++;
    }
    return document;
  }
}
