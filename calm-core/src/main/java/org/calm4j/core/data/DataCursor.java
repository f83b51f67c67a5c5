package org.calm4j.core.data;

/**
 * How far training has read its data; enough to go on with the same batches.
 *
 * @param epoch complete passes over the data, from 0
 * @param position batches taken in this pass
 */
public record DataCursor(long epoch, long position) {

  /** Where every training begins. */
  public static final DataCursor START = new DataCursor(0, 0);

  /**
   * Checks the numbers.
   *
   * @param epoch complete passes over the data, from 0
   * @param position batches taken in this pass
   * @throws IllegalArgumentException if one is negative
   */
  public DataCursor {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException(
          "a data cursor must not be negative, got epoch %d, position %d"
              .formatted(epoch, position));
    }
  }
}
