package org.calm4j.eval.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code metrics.jsonl} of a run. Lines of unknown kinds and values that are not finite
 * are left out; so is a last line without its end, which a run that goes on is writing just now.
 */
final class MetricsFile {
  private static final List<String> RATES =
      List.of("learning_rate", "gradient_norm", "tokens_per_s");

  /** How JSON lines spell what JSON has no numbers for. */
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private final Map<String, SortedMap<Long, Double>> losses = new LinkedHashMap<>();
  private final Map<String, SortedMap<Long, Double>> rates = new LinkedHashMap<>();
  private final Map<String, SortedMap<Long, Double>> evaluations = new LinkedHashMap<>();

  private MetricsFile() {}

  /**
   * Reads all lines.
   *
   * @throws IllegalArgumentException if a line is damaged, or none holds a step or an evaluation
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  static Metrics read(Path file) {
    String text;
    try {
      // Damaged bytes become replacement characters here, and an error of their line below.
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    MetricsFile metrics = new MetricsFile();
    int number = 1;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      metrics.add(file + ", line " + number, text.substring(start, end));
      start = end + 1;
      number++;
    }
    if (metrics.losses.isEmpty() && metrics.evaluations.isEmpty()) {
      throw new IllegalArgumentException(
          file + " holds no finished step and no evaluation yet: train for longer, then plot");
    }
    return new Metrics(curves(metrics.losses), curves(metrics.rates), curves(metrics.evaluations));
  }

  private void add(String place, String text) {
    if (text.isBlank()) {
      return;
    }
    JsonNode line = Json.parse(place, text, JsonNode.class);
    switch (line.path("kind").asText()) {
      case "step" -> {
        long step = step(place, line);
        put(losses, place, "loss", step, line.get("loss"));
        putAll(losses, place, "terms", step, line);
        for (String rate : RATES) {
          if (line.has(rate)) {
            put(rates, place, rate, step, line.get(rate));
          }
        }
      }
      case "evaluation" -> putAll(evaluations, place, "metrics", step(place, line), line);
      case "" ->
          throw new IllegalArgumentException(place + ": kind is missing; is this a metrics.jsonl?");
      default -> {}
    }
  }

  private static long step(String place, JsonNode line) {
    if (!line.path("step").isIntegralNumber()) {
      throw new IllegalArgumentException(
          place + ": step must be a whole number, got " + shown(line.path("step")));
    }
    return line.path("step").longValue();
  }

  private static void putAll(
      Map<String, SortedMap<Long, Double>> curves,
      String place,
      String group,
      long step,
      JsonNode line) {
    JsonNode values = line.path(group);
    if (!values.isObject()) {
      throw new IllegalArgumentException(
          "%s: %s must be an object of numbers, got %s".formatted(place, group, shown(values)));
    }
    values
        .properties()
        .forEach(entry -> put(curves, place, entry.getKey(), step, entry.getValue()));
  }

  private static void put(
      Map<String, SortedMap<Long, Double>> curves,
      String place,
      String name,
      long step,
      @Nullable JsonNode value) {
    if (value != null && value.isNumber()) {
      if (Double.isFinite(value.doubleValue())) {
        curves.computeIfAbsent(name, unused -> new TreeMap<>()).put(step, value.doubleValue());
      }
    } else if (value == null || !NOT_FINITE.contains(value.asText())) {
      throw new IllegalArgumentException(
          "%s: %s must be a number, got %s".formatted(place, name, shown(value)));
    }
  }

  private static String shown(@Nullable JsonNode value) {
    return value == null || value.isMissingNode() ? "nothing" : value.toString();
  }

  private static Map<String, Curve> curves(Map<String, SortedMap<Long, Double>> values) {
    Map<String, Curve> curves = new LinkedHashMap<>();
    values.forEach((name, curve) -> curves.put(name, Curve.of(curve)));
    return curves;
  }
}
