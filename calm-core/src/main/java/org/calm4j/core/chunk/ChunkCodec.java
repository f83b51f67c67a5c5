package org.calm4j.core.chunk;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns chunks of K tokens into vectors and back: the one view that the language model, the
 * evaluator and applications have of an autoencoder.
 *
 * <pre>{@code
 * float[][] vectors = codec.encode(ids);          // one vector of latentSize() floats per K ids
 * int[] again = codec.decode(vectors);            // K ids per vector
 * }</pre>
 *
 * <p>Implementations may be called from several threads; calls may wait for each other.
 */
public interface ChunkCodec extends AutoCloseable {

  /**
   * Tokens per chunk, K.
   *
   * @return at least 1
   */
  int chunkSize();

  /**
   * Length of a chunk's vector, L.
   *
   * @return at least 1
   */
  int latentSize();

  /**
   * Number of token ids, V.
   *
   * @return at least 1
   */
  int vocabularySize();

  /**
   * Identity of the tokenizer whose ids this codec was trained on.
   *
   * @return {@link org.calm4j.core.tokenizer.Tokenizer#identity()}, empty if unknown
   */
  String tokenizerIdentity();

  /**
   * Encodes chunks.
   *
   * @param tokens {@code [chunks, chunkSize()]}, at least one chunk
   * @return the posterior {@code [chunks, latentSize()]}, owned by the caller
   * @throws IllegalArgumentException if the chunk size differs or an id lies outside the vocabulary
   */
  Posterior posterior(TokenChunks tokens);

  /**
   * Encodes chunks into given arrays, so that a training step makes none.
   *
   * @param tokens {@code [chunks, chunkSize()]}, at least one chunk
   * @param mean FLOAT, row-major, {@code [rows, latentSize()]} with at least as many rows as there
   *     are chunks; gets the means in its first rows, the others stay as they are
   * @param logStd the same for the logarithms of the standard deviations
   * @throws IllegalArgumentException if the chunk size differs, an id lies outside the vocabulary,
   *     or an array is too small
   */
  default void posterior(TokenChunks tokens, INDArray mean, INDArray logStd) {
    try (Posterior posterior = posterior(tokens)) {
      posterior.copyTo(mean, logStd);
    }
  }

  /**
   * Decodes vectors to the likeliest tokens; of equal logits the lowest id wins.
   *
   * @param vectors {@code [chunks, latentSize()]}
   * @return {@code [chunks, chunkSize()]}
   * @throws IllegalArgumentException if the vectors' length differs
   */
  TokenChunks decode(ChunkVectors vectors);

  /**
   * Prepares decoding position by position. Unless an implementation does better, everything is
   * decoded at once, here.
   *
   * @param vectors {@code [chunks, latentSize()]}; read here and no more, so they may be closed
   * @return a decoder to be closed by the caller, before the codec
   * @throws IllegalArgumentException if the vectors' length differs
   */
  default PositionDecoder positions(ChunkVectors vectors) {
    return new DecodedPositions(decode(vectors));
  }

  /**
   * Encodes ids to posterior means.
   *
   * @param ids a multiple of {@link #chunkSize()} ids
   * @return one vector of {@link #latentSize()} floats per chunk
   * @throws IllegalArgumentException if the ids do not divide into chunks or lie outside the
   *     vocabulary
   */
  default float[][] encode(int... ids) {
    try (Posterior posterior = posterior(new TokenChunks(ids, chunkSize()))) {
      return posterior.mean().toArrays();
    }
  }

  /**
   * Decodes plain vectors to the likeliest ids.
   *
   * @param vectors one vector of {@link #latentSize()} floats per chunk
   * @return {@link #chunkSize()} ids per vector
   * @throws IllegalArgumentException if a vector has another length
   */
  default int[] decode(float[]... vectors) {
    try (ChunkVectors packed = ChunkVectors.copyOf(vectors)) {
      return decode(packed).ids();
    }
  }

  /** Frees what the codec owns off the heap. */
  @Override
  void close();
}
