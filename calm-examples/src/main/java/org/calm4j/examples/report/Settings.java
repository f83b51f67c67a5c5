package org.calm4j.examples.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.io.Json;

/** Settings as aligned lines of a name and a value. Not thread-safe. */
public final class Settings {
  private static final int WIDTH = 24;

  private final List<String> lines = new ArrayList<>();

  /**
   * Starts with a headline.
   *
   * @param title what the settings are of
   */
  public Settings(String title) {
    lines.add(title);
  }

  /**
   * Adds one setting.
   *
   * @param name what it is called
   * @param value its value
   * @return this
   */
  public Settings add(String name, Object value) {
    lines.add(("  %-" + WIDTH + "s%s").formatted(name, value));
    return this;
  }

  /**
   * Adds every value of a record, inner records included, under the names its JSON has.
   *
   * @param configuration a record or a JSON object
   * @return this
   */
  public Settings add(Object configuration) {
    addFields(Json.mapper().valueToTree(configuration));
    return this;
  }

  private void addFields(JsonNode object) {
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              String name = field.getKey().replace('_', ' ');
              if (value.isObject() && value.has("kind")) {
                add(name, oneLine(value));
              } else if (value.isObject()) {
                addFields(value);
              } else {
                add(name, value.isTextual() ? value.textValue() : value);
              }
            });
  }

  /** One of several cases: its kind and what it has. */
  private static String oneLine(JsonNode value) {
    StringBuilder line = new StringBuilder(value.path("kind").asText());
    value
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("kind")) {
                line.append(", ")
                    .append(field.getKey().replace('_', ' '))
                    .append(' ')
                    .append(field.getValue().asText());
              }
            });
    return line.toString();
  }

  /**
   * The lines so far.
   *
   * @return the headline, then a line per setting
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
