package org.calm4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.calm4j.core.hub.HubFolder;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.TensorSource;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What a folder with a model holds, ours or a published one.
 *
 * @param kind what it is called
 * @param folder the folder
 * @param configuration what its {@code config.json} holds
 * @param tensors its tensors
 * @param second those of them that are second names of others
 * @param tokenizer what is known of its tokenizer
 * @param origin where it comes from, null for a published one
 */
record ModelReport(
    String kind,
    Path folder,
    JsonNode configuration,
    List<TensorInfo> tensors,
    Set<String> second,
    String tokenizer,
    @Nullable Provenance origin) {

  static ModelReport of(Path folder) {
    if (!Files.exists(folder.resolve(ModelDirectory.PROVENANCE)) && HubFolder.isHubFolder(folder)) {
      return published(folder);
    }
    try (ModelDirectory model = ModelDirectory.open(folder)) {
      return new ModelReport(
          model.provenance().kind(),
          folder,
          model.configuration(),
          tensors(model.weights()),
          Set.of(),
          model.provenance().tokenizer().toString(),
          model.provenance());
    }
  }

  private static ModelReport published(Path folder) {
    try (HubFolder hub = HubFolder.open(folder)) {
      String architecture = hub.architecture();
      return new ModelReport(
          "published " + (architecture.isEmpty() ? "model" : architecture),
          folder,
          hub.configuration(),
          tensors(hub.weights()),
          hub.secondNames(),
          hub.tokenizer().map(file -> String.valueOf(file.getFileName())).orElse("none here"),
          null);
    }
  }

  private static List<TensorInfo> tensors(TensorSource weights) {
    return weights.names().stream().map(weights::info).toList();
  }

  long parameters() {
    return tensors.stream()
        .filter(tensor -> !second.contains(tensor.name()))
        .mapToLong(TensorInfo::elements)
        .sum();
  }

  long bytes() {
    return tensors.stream().mapToLong(TensorInfo::bytes).sum();
  }

  /** The values of each type, for example {@code F32}. */
  private String types() {
    return tensors.stream()
        .map(tensor -> tensor.dtype().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private Settings head() {
    return new Settings(kind + " in " + folder)
        .add("parameters", Figures.count(parameters()))
        .add("weights", Figures.decimal(bytes() / 1e6, 1) + " MB of " + types());
  }

  /** Prints some lines, and all of it as JSON if that is asked for. */
  void print(Console console, List<String> lines, boolean json) {
    lines.forEach(console::print);
    if (json) {
      console.json(json());
    }
  }

  /** A few lines. */
  List<String> summary() {
    return head().add("tokenizer", tokenizer).lines();
  }

  /** Architecture, origin and all tensors. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(head().add(configuration).lines());
    if (origin == null) {
      lines.addAll(new Settings("origin").add("tokenizer", tokenizer).lines());
    } else {
      lines.addAll(origin(origin).lines());
    }
    lines.add("parameters by tensor");
    for (TensorInfo tensor : tensors) {
      lines.add(
          "  %-56s %-5s %-16s %14s"
              .formatted(
                  tensor.name(),
                  tensor.dtype(),
                  Arrays.toString(tensor.shape()),
                  Figures.count(tensor.elements())));
    }
    return lines;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    json.put("parameters", parameters());
    json.put("weight_bytes", bytes());
    json.put("tokenizer", tokenizer);
    json.put("configuration", configuration);
    if (origin != null) {
      json.put("provenance", origin);
    }
    return json;
  }

  private static Settings origin(Provenance origin) {
    Settings lines =
        new Settings("origin")
            .add("tokenizer", origin.tokenizer())
            .add("text", String.join(", ", origin.data().sources()))
            .add("documents", Figures.count(origin.data().documents()))
            .add("tokens of text", Figures.count(origin.data().tokens()))
            .add("seed", origin.run().seed())
            .add("steps", Figures.count(origin.run().steps()))
            .add("tokens learnt from", Figures.count(origin.run().tokensSeen()))
            .add("training time", Figures.time(origin.run().seconds()))
            .add("finished", origin.run().finished())
            .add("library", origin.libraryVersion())
            .add("made on", origin.environment().os() + ", " + origin.environment().java())
            .add("backend", origin.environment().backend());
    String imported = origin.configuration().path("imported_from").asText("");
    if (!imported.isEmpty()) {
      lines.add("imported from", imported);
    }
    origin.metrics().forEach((name, value) -> lines.add(name.replace('_', ' '), value));
    return lines;
  }
}
