package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** The architectures that the modules on the class path know. */
final class PublishedLayouts {
  private PublishedLayouts() {}

  /**
   * Finds the layout of a configuration.
   *
   * @param source what messages call the configuration
   * @param configuration {@code config.json}
   * @return the layout of its architecture
   * @throws IllegalArgumentException if none is known
   */
  static PublishedLayout of(String source, JsonNode configuration) {
    String architecture = architecture(configuration);
    return find(configuration)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is of the architecture %s, which cannot be used here; those that can are %s"
                        .formatted(
                            source,
                            architecture.isEmpty() ? "unknown" : architecture,
                            String.join(", ", known()))));
  }

  /** The layout of a configuration; empty if its architecture is not known. */
  static Optional<PublishedLayout> find(JsonNode configuration) {
    String architecture = architecture(configuration);
    return find(layout -> layout.architecture().equals(architecture))
        .or(() -> find(layout -> layout.modelType().equals(architecture)));
  }

  /** The layout of a kind of model folder. */
  static PublishedLayout ofKind(String kind) {
    return find(layout -> layout.kind().equals(kind))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models of kind %s have no published layout; those that have are %s"
                        .formatted(kind, String.join(", ", known()))));
  }

  /**
   * The name of an architecture: the published code loses {@code model_type} when it saves, so the
   * class decides, then the type, and last the keys that only one of them has.
   */
  static String architecture(JsonNode configuration) {
    String named = configuration.path("architectures").path(0).asText("");
    if (!named.isEmpty()) {
      return named;
    }
    String type = configuration.path("model_type").asText("");
    if (!type.isEmpty()) {
      return type;
    }
    if (configuration.has("num_encoder_layers")) {
      return "Autoencoder";
    }
    return "";
  }

  private static Optional<PublishedLayout> find(Predicate<PublishedLayout> fits) {
    return all().stream().filter(fits).findFirst();
  }

  private static List<String> known() {
    return all().stream().map(PublishedLayout::architecture).sorted().toList();
  }

  private static List<PublishedLayout> all() {
    List<PublishedLayout> layouts = new ArrayList<>();
    ServiceLoader.load(PublishedLayout.class).forEach(layout -> layouts.addAll(layout.family()));
    return layouts;
  }
}
