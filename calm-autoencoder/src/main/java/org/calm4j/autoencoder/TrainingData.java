package org.calm4j.autoencoder;

/**
 * How text becomes batches.
 *
 * @param tokensPerBatch tokens of a micro-batch (published: 0.5M a step, over several devices)
 * @param chunksPerBlock neighbouring chunks that stay together when the order is shuffled
 * @param heldOutTokens tokens of the held-out text that an evaluation reads at most
 */
public record TrainingData(int tokensPerBatch, int chunksPerBlock, long heldOutTokens) {

  /**
   * Checks the sizes.
   *
   * @param tokensPerBatch tokens of a micro-batch
   * @param chunksPerBlock neighbouring chunks that stay together
   * @param heldOutTokens tokens that an evaluation reads at most
   * @throws IllegalArgumentException if one is below 1
   */
  public TrainingData {
    if (tokensPerBatch < 1 || chunksPerBlock < 1 || heldOutTokens < 1) {
      throw new IllegalArgumentException(
          "batch tokens, chunks per block and held-out tokens must be at least 1, got %d, %d and %d"
              .formatted(tokensPerBatch, chunksPerBlock, heldOutTokens));
    }
  }
}
