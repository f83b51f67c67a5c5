package org.calm4j.core.engine.op;

import java.util.Arrays;

/**
 * Sizes of an attention: with r query heads per key/value head, key/value head j serves the query
 * heads r j to r j + r - 1.
 *
 * @param heads query heads
 * @param keyValueHeads heads of keys and values, a divisor of the query heads
 * @param headDim width of a head, d
 */
public record AttentionShape(int heads, int keyValueHeads, int headDim) {

  /**
   * Checks the sizes.
   *
   * @param heads query heads
   * @param keyValueHeads heads of keys and values, a divisor of the query heads
   * @param headDim width of a head, d; even, because positions turn pairs
   * @throws IllegalArgumentException if a size is below 1 or does not fit
   */
  public AttentionShape {
    if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads must be a multiple of num_key_value_heads, got %d and %d"
              .formatted(heads, keyValueHeads));
    }
    if (headDim < 2 || headDim % 2 != 0) {
      throw new IllegalArgumentException("the width of a head must be even, got " + headDim);
    }
  }

  /** Width of a row of queries. */
  int queryWidth() {
    return heads * headDim;
  }

  /** Width of a row of keys or values. */
  int keyValueWidth() {
    return keyValueHeads * headDim;
  }

  /** Query heads per key/value head. */
  int group() {
    return heads / keyValueHeads;
  }

  float scale() {
    return (float) (1 / Math.sqrt(headDim));
  }

  /** Refuses rows of queries, keys and values that do not fit. */
  void require(long[] q, long[] k, long[] v) {
    if (q.length != 2 || q[1] != queryWidth()) {
      throw new IllegalArgumentException(
          "queries must be [rows, %d], got %s".formatted(queryWidth(), Arrays.toString(q)));
    }
    long[] expected = {q[0], keyValueWidth()};
    if (!Arrays.equals(expected, k) || !Arrays.equals(expected, v)) {
      throw new IllegalArgumentException(
          "keys and values must be %s, got %s and %s"
              .formatted(Arrays.toString(expected), Arrays.toString(k), Arrays.toString(v)));
    }
  }
}
