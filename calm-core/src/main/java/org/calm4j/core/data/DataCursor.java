package org.calm4j.core.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

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

  /**
   * For a checkpoint.
   *
   * @return an object that {@link #fromJson} reads
   */
  public JsonNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("epoch", epoch).put("position", position);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @param json an object with {@code epoch} and {@code position}
   * @return the cursor
   * @throws IllegalArgumentException if a number is missing or negative
   */
  public static DataCursor fromJson(JsonNode json) {
    if (!json.path("epoch").isIntegralNumber() || !json.path("position").isIntegralNumber()) {
      throw new IllegalArgumentException(
          "the data state must have an epoch and a position, got " + json);
    }
    return new DataCursor(json.path("epoch").longValue(), json.path("position").longValue());
  }
}
