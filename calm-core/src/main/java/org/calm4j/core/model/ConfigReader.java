package org.calm4j.core.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads values of a model's {@code config.json}, with a sentence for what is missing.
 *
 * @param node what the file holds
 */
public record ConfigReader(JsonNode node) {

  /**
   * A number that must be there.
   *
   * @param key its name
   * @return its value
   * @throws IllegalArgumentException if it is missing or no integer
   */
  public int integer(String key) {
    JsonNode value = node.path(key);
    if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
      throw new IllegalArgumentException(
          "config.json must have an integer %s, found %s"
              .formatted(key, value.isMissingNode() ? "none" : value));
    }
    return value.intValue();
  }

  /**
   * A number that may be left out.
   *
   * @param key its name
   * @param otherwise its value if it is missing
   * @return its value
   * @throws IllegalArgumentException if it is there and no integer
   */
  public int integer(String key, int otherwise) {
    return node.has(key) ? integer(key) : otherwise;
  }

  /**
   * A number, not necessarily whole, that may be left out.
   *
   * @param key its name
   * @param otherwise its value if it is missing
   * @return its value
   */
  public double number(String key, double otherwise) {
    return node.path(key).isNumber() ? node.path(key).doubleValue() : otherwise;
  }
}
