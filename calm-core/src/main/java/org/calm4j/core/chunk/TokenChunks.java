package org.calm4j.core.chunk;

import java.util.Arrays;

/**
 * Token ids cut into chunks, {@code [chunks, k]} in row-major order.
 *
 * <p>Not a copy: the array is the caller's and must not change while the record is in use.
 *
 * @param ids the ids, chunk after chunk; the length is a multiple of {@code k}
 * @param k tokens per chunk (K of the paper), at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record TokenChunks(int[] ids, int k) {

  /**
   * Checks the shape.
   *
   * @param ids the ids, chunk after chunk
   * @param k tokens per chunk
   * @throws IllegalArgumentException if k is below 1 or does not divide the number of ids
   */
  public TokenChunks {
    requirePositive(k);
    if (ids.length % k != 0) {
      throw new IllegalArgumentException(
          "%d ids do not divide into chunks of %d tokens: pad to %d ids with the padding id"
              .formatted(ids.length, k, (ids.length + k - 1) / k * k));
    }
  }

  /**
   * Cuts ids into chunks, filling the last one up.
   *
   * @param ids any number of ids
   * @param k tokens per chunk
   * @param padId the id that fills the last chunk
   * @return chunks over a copy of the ids
   * @throws IllegalArgumentException if k is below 1
   */
  public static TokenChunks padded(int[] ids, int k, int padId) {
    requirePositive(k);
    int[] filled = Arrays.copyOf(ids, (ids.length + k - 1) / k * k);
    Arrays.fill(filled, ids.length, filled.length, padId);
    return new TokenChunks(filled, k);
  }

  private static void requirePositive(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("chunk size must be at least 1, got " + k);
    }
  }

  /**
   * Number of chunks.
   *
   * @return ids divided by k
   */
  public int chunks() {
    return ids.length / k;
  }

  /**
   * One id.
   *
   * @param chunk the chunk, in {@code [0, chunks())}
   * @param position the position inside the chunk, in {@code [0, k)}
   * @return the id
   */
  public int id(int chunk, int position) {
    return ids[chunk * k + position];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenChunks that && k == that.k && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + k;
  }

  @Override
  public String toString() {
    return "TokenChunks[" + chunks() + ", " + k + "]";
  }
}
