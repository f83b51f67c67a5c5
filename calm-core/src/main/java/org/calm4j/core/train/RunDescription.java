package org.calm4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.calm4j.core.io.Json;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: what a run computes, and how far it got.
 *
 * @param status {@code running}, {@code complete}, {@code stopped} or {@code failed}; {@code
 *     running} with no process behind it was killed
 * @param message why it failed, null otherwise
 * @param step steps done when this was written
 * @param seed seed of all random streams
 * @param options the training options
 * @param configuration what the caller declared: model, data
 */
record RunDescription(
    String status,
    @Nullable String message,
    long step,
    long seed,
    JsonNode options,
    JsonNode configuration) {

  /** Options that say how a run is watched and when it ends, not what it computes. */
  private static final List<String> FREE_OPTIONS =
      List.of("budget", "evaluate_every", "checkpoint_every", "log_every", "keep_last");

  static RunDescription of(Object configuration, TrainingOptions options) {
    return new RunDescription(
        "running", null, 0, options.seed(), tree(options), tree(configuration));
  }

  RunDescription with(String newStatus, @Nullable String newMessage, long newStep) {
    return new RunDescription(newStatus, newMessage, newStep, seed, options, configuration);
  }

  /**
   * Compares with what a resume asks for.
   *
   * @throws IllegalArgumentException if a field differs; the message names it
   */
  void requireResumable(RunDescription now, Path out) {
    requireSame(out, "configuration", configuration, now.configuration);
    requireSame(out, "options", fixed(options), fixed(now.options));
  }

  /** Through text and back: numbers compare as they are written, not by their Java type. */
  private static JsonNode tree(Object value) {
    return Json.parse("the configuration", Json.line(value), JsonNode.class);
  }

  private static JsonNode fixed(JsonNode options) {
    return options instanceof ObjectNode object ? object.deepCopy().remove(FREE_OPTIONS) : options;
  }

  private static void requireSame(Path out, String field, JsonNode old, JsonNode now) {
    if (old.equals(now)) {
      return;
    }
    if (old.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      old.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        requireSame(out, field + "." + name, old.path(name), now.path(name));
      }
      return;
    }
    throw new IllegalArgumentException(
        "%s was started with %s = %s, now it is %s: resume with the old value, or start a new run with another --out"
            .formatted(out, field, show(old), show(now)));
  }

  private static String show(JsonNode value) {
    String text = value.isMissingNode() ? "absent" : Json.line(value);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
