package org.calm4j.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.HeadConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Kind and sizes of the head; what is not given is as usual for its kind. */
final class HeadOptions {
  /** The kinds of heads there are. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(HeadConfig.Type.names());
    }
  }

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      completionCandidates = Names.class,
      description = "how vectors are predicted: ${COMPLETION-CANDIDATES} (default: energy)")
  private String head = HeadConfig.Type.ENERGY.modelType();

  @Option(
      names = "--head-layers",
      paramLabel = "N",
      description = "residual blocks of the head (default: 4)")
  private @Nullable Integer layers;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "per position in training: samples of the model in the energy loss (default: 8), or draws of"
              + " time and noise (default: 4)")
  private @Nullable Integer samples;

  @Option(
      names = "--noise",
      paramLabel = "SIZE",
      description = "noise of the energy head (default: 64)")
  private @Nullable Integer noise;

  @Option(
      names = "--targets",
      paramLabel = "M",
      description = "draws of the posterior per position in the energy loss (default: 100)")
  private @Nullable Integer targets;

  @Option(
      names = "--beta",
      paramLabel = "B",
      description = "exponent of the energy loss, in (0, 2) (default: 1)")
  private @Nullable Double beta;

  @Option(
      names = "--sampling-steps",
      paramLabel = "N",
      description =
          "steps from noise to a vector of the flow head (default: 10) or the diffusion head"
              + " (default: 100); generate and eval may take others")
  private @Nullable Integer samplingSteps;

  @Option(
      names = "--solver",
      paramLabel = "HOW",
      description = "what a step of the flow head does: euler or midpoint (default: midpoint)")
  private @Nullable String solver;

  /** The head. */
  HeadConfig head() {
    return changed(HeadConfig.Type.of(head).standard());
  }

  /** A head, changed where an option is given. */
  HeadConfig changed(HeadConfig known) {
    ObjectNode node = known.write(JsonNodeFactory.instance.objectNode());
    List<Change> changes =
        List.of(
            new Change("--head-layers", "num_mlp_layers", layers),
            new Change("--samples", "num_samples", samples),
            new Change("--noise", "noise_size", noise),
            new Change("--targets", "num_targets", targets),
            new Change("--beta", "beta", beta),
            new Change("--sampling-steps", "num_sampling_steps", samplingSteps),
            new Change("--solver", "solver", solver));
    changes.forEach(change -> change.apply(node, known.type()));
    return known.type().read(new ConfigReader(node));
  }

  /** An option and what it sets. */
  private record Change(String option, String key, @Nullable Object value) {
    void apply(ObjectNode node, HeadConfig.Type type) {
      if (value == null) {
        return;
      }
      if (!node.has(key)) {
        throw new IllegalArgumentException(
            "%s has no meaning for the %s head: leave it out".formatted(option, type.modelType()));
      }
      node.set(key, Json.mapper().valueToTree(value));
    }
  }
}
