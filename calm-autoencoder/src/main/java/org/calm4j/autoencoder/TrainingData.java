package org.calm4j.autoencoder;

/**
 * How text becomes batches.
 *
 * @param tokensPerBatch tokens of a micro-batch (published: 0.5M a step, over several devices)
 * @param chunksPerBlock neighbouring chunks that stay together when the order is shuffled
 * @param heldOutTokens tokens of the held-out text that an evaluation reads at most
 * @param randomChunks part of the chunks that are replaced by ids drawn evenly from the vocabulary,
 *     in [0, 1). Not in the paper, where it is 0: with a little of it, ids that are rare or absent
 *     in the training text come back too
 */
public record TrainingData(
    int tokensPerBatch, int chunksPerBlock, long heldOutTokens, double randomChunks) {

  /**
   * Checks the sizes.
   *
   * @param tokensPerBatch tokens of a micro-batch
   * @param chunksPerBlock neighbouring chunks that stay together
   * @param heldOutTokens tokens that an evaluation reads at most
   * @param randomChunks part of the chunks that are replaced by random ids, in [0, 1)
   * @throws IllegalArgumentException if a size is below 1 or the part outside [0, 1)
   */
  public TrainingData {
    if (tokensPerBatch < 1 || chunksPerBlock < 1 || heldOutTokens < 1) {
      throw new IllegalArgumentException(
          "batch tokens, chunks per block and held-out tokens must be at least 1, got %d, %d and %d"
              .formatted(tokensPerBatch, chunksPerBlock, heldOutTokens));
    }
    if (!(randomChunks >= 0 && randomChunks < 1)) {
      throw new IllegalArgumentException(
          "the part of random chunks must be in [0, 1), got " + randomChunks);
    }
  }

  /**
   * Batches of text alone, as published.
   *
   * @param tokensPerBatch tokens of a micro-batch
   * @param chunksPerBlock neighbouring chunks that stay together
   * @param heldOutTokens tokens that an evaluation reads at most
   */
  public TrainingData(int tokensPerBatch, int chunksPerBlock, long heldOutTokens) {
    this(tokensPerBatch, chunksPerBlock, heldOutTokens, 0);
  }
}
