package org.calm4j.lm;

/**
 * How text becomes batches of a language model.
 *
 * @param textsPerBatch texts of a micro-batch
 * @param chunksPerText positions of a text, S; one more chunk is read to be predicted. Of a model
 *     over tokens, whose chunks are single tokens, the tokens of a text
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

  /**
   * Checks that texts fit the context of a model.
   *
   * @param backbone the model's backbone
   * @param units what its positions hold, for the message
   * @throws IllegalArgumentException if a text is longer than the model's positions
   */
  public void requireFits(BackboneConfig backbone, String units) {
    if (chunksPerText > backbone.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "a text of %d %s does not fit the context of %d positions: make texts shorter or max_position_embeddings larger"
              .formatted(chunksPerText, units, backbone.maxPositionEmbeddings()));
    }
  }
}
