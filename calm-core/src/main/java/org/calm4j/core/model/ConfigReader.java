package org.calm4j.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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

  /**
   * Refuses a setting that this library has not; false and null mean that it is not asked for.
   *
   * @param key its name
   * @throws IllegalArgumentException if it is asked for
   */
  public void requireAbsent(String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.equals(BooleanNode.FALSE)) {
      throw new IllegalArgumentException(
          "config.json asks for %s %s, which is not supported".formatted(key, value));
    }
  }

  /**
   * Refuses another activation than silu.
   *
   * @throws IllegalArgumentException if {@code hidden_act} is another one
   */
  public void requireSilu() {
    String activation = node.path("hidden_act").asText("silu");
    if (!activation.equals("silu")) {
      throw new IllegalArgumentException(
          "config.json asks for hidden_act %s, only silu is supported".formatted(activation));
    }
  }

  /**
   * A configuration with values for keys that it lacks.
   *
   * @param defaults value of each key that must be there
   * @return all keys of the configuration, then the missing ones
   */
  public ObjectNode with(ObjectNode defaults) {
    ObjectNode all = node.deepCopy();
    defaults.properties().forEach(entry -> all.putIfAbsent(entry.getKey(), entry.getValue()));
    return all;
  }
}
