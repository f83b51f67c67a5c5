package org.calm4j.core.chunk;

/**
 * Vectors being decoded position by position, and only where somebody asks: most candidates of
 * temperature sampling can be given up after their first token.
 *
 * <p>Used by one thread. Valid until it is closed.
 */
public interface PositionDecoder extends AutoCloseable {

  /**
   * Number of vectors.
   *
   * @return at least 1
   */
  int chunks();

  /**
   * Tokens per chunk, K.
   *
   * @return at least 1
   */
  int chunkSize();

  /**
   * The likeliest ids at one position of some of the chunks; of equal logits the lowest id wins.
   * The same ids as {@link ChunkCodec#decode(ChunkVectors)} gives at that position.
   *
   * @param position position inside a chunk, in {@code [0, chunkSize())}
   * @param chunks indices of vectors, in {@code [0, chunks())}
   * @return one id per index
   * @throws IndexOutOfBoundsException if there is no such position or vector
   */
  int[] decode(int position, int... chunks);

  /**
   * Refuses what is not there; for implementations.
   *
   * @param position position inside a chunk
   * @param chunks indices of vectors
   * @throws IndexOutOfBoundsException if there is no such position or vector
   */
  default void requireInside(int position, int... chunks) {
    if (position < 0 || position >= chunkSize()) {
      throw new IndexOutOfBoundsException(
          "position %d lies outside chunks of %d tokens: count from 0"
              .formatted(position, chunkSize()));
    }
    for (int chunk : chunks) {
      if (chunk < 0 || chunk >= chunks()) {
        throw new IndexOutOfBoundsException(
            "chunk %d lies outside the %d vectors being decoded: count from 0"
                .formatted(chunk, chunks()));
      }
    }
  }

  /** Frees what decoding needed. */
  @Override
  void close();
}
