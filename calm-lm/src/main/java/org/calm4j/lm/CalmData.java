package org.calm4j.lm;

/**
 * How text becomes batches of a language model.
 *
 * @param textsPerBatch texts of a micro-batch
 * @param chunksPerText positions of a text, S; one more chunk is read to be predicted
 * @param heldOutTexts texts of the held-out part that an evaluation reads at most
 * @param withinDocuments whether positions see their own document only, and first chunks of
 *     documents are not predicted from the document before; published: false
 */
public record CalmData(
    int textsPerBatch, int chunksPerText, int heldOutTexts, boolean withinDocuments) {

  /**
   * Checks the sizes.
   *
   * @param textsPerBatch texts of a micro-batch
   * @param chunksPerText positions of a text, S
   * @param heldOutTexts texts that an evaluation reads at most
   * @param withinDocuments whether positions see their own document only
   * @throws IllegalArgumentException if a size is below 1
   */
  public CalmData {
    if (textsPerBatch < 1 || chunksPerText < 1 || heldOutTexts < 1) {
      throw new IllegalArgumentException(
          "texts per batch, chunks per text and held-out texts must be at least 1, got %d, %d and %d"
              .formatted(textsPerBatch, chunksPerText, heldOutTexts));
    }
  }
}
