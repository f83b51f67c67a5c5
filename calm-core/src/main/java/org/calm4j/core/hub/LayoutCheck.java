package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.io.Sentences;
import org.calm4j.core.weights.RenamedTensors;
import org.calm4j.core.weights.TensorComparison;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.TensorSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Holds tensors against what a configuration asks for, before anything is written. */
final class LayoutCheck {
  /** Constants that older files carry besides parameters. */
  private static final String ROTARY = ".rotary_emb.inv_freq";

  private LayoutCheck() {}

  /**
   * Checks tensors and chooses every parameter once.
   *
   * @param what what messages call the model
   * @param layout the architecture
   * @param configuration its configuration
   * @param weights the tensors, no others among them
   * @return the parameters under their first names, in the order of the layout
   * @throws IllegalArgumentException if tensors are missing, unexpected, of another shape or no
   *     floats, or two names of one parameter have different values; the message lists them
   */
  static RenamedTensors check(
      String what, PublishedLayout layout, JsonNode configuration, TensorSource weights) {
    List<ParameterSpec> specs = specs(what, layout, configuration);
    Map<String, String> firstNames = layout.secondNames(configuration);
    Set<String> present = new HashSet<>(weights.names());
    Map<String, String> stored = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (ParameterSpec spec : specs) {
      String name = spec.name();
      String found = present.contains(name) ? name : secondName(firstNames, name, present);
      if (found.isEmpty()) {
        missing.add(name);
        continue;
      }
      TensorInfo info = weights.info(found);
      if (!Arrays.equals(info.shape(), spec.shape())) {
        wrong.add(
            "%s has the shape %s, not %s"
                .formatted(found, Arrays.toString(info.shape()), Arrays.toString(spec.shape())));
      } else if (info.dtype().arrayType().filter(DataType::isFPType).isEmpty()) {
        wrong.add("%s holds %s, no floats".formatted(found, info.dtype()));
      }
      stored.put(name, found);
    }
    List<String> unexpected =
        weights.names().stream()
            .filter(name -> !stored.containsKey(firstNames.getOrDefault(name, name)))
            .filter(name -> !name.endsWith(ROTARY))
            .toList();
    refuse(what, missing, unexpected, wrong);
    requireTied(what, firstNames, present, weights);
    return new RenamedTensors(weights, stored);
  }

  static List<ParameterSpec> specs(String what, PublishedLayout layout, JsonNode configuration) {
    try {
      return layout.parameters(configuration);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
    }
  }

  private static String secondName(
      Map<String, String> firstNames, String name, Set<String> present) {
    return firstNames.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name) && present.contains(entry.getKey()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static void refuse(
      String what, List<String> missing, List<String> unexpected, List<String> wrong) {
    List<String> defects = new ArrayList<>();
    if (!missing.isEmpty()) {
      defects.add(
          Sentences.count(missing.size(), "tensor") + " missing (" + Sentences.list(missing) + ")");
    }
    if (!unexpected.isEmpty()) {
      defects.add(
          Sentences.count(unexpected.size(), "tensor")
              + " not expected ("
              + Sentences.list(unexpected)
              + ")");
    }
    if (!wrong.isEmpty()) {
      defects.add(
          Sentences.count(wrong.size(), "tensor") + " wrong (" + Sentences.list(wrong) + ")");
    }
    if (!defects.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the weights do not fit the configuration: %s; take config.json and weights of one model"
              .formatted(what, String.join(", ", defects)));
    }
  }

  private static void requireTied(
      String what, Map<String, String> firstNames, Set<String> present, TensorSource weights) {
    List<String> different = new ArrayList<>();
    firstNames.forEach(
        (second, first) -> {
          if (present.contains(second)
              && present.contains(first)
              && !TensorComparison.same(weights, first, weights, second)) {
            different.add(first + " and " + second);
          }
        });
    if (!different.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: %s must be two names of one tensor, but their values differ: the file is damaged or of another model"
              .formatted(what, Sentences.list(different)));
    }
  }
}
