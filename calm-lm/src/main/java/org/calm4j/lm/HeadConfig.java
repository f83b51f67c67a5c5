package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.head.Head;

/**
 * How a CALM predicts vectors: the head's kind and sizes. This file lists all kinds there are;
 * {@code docs/heads.md} tells how to add one.
 */
public sealed interface HeadConfig permits EnergyHeadConfig, FlowHeadConfig, DiffusionHeadConfig {

  /** The kinds of heads. */
  enum Type {
    /** Noise becomes a vector in one pass; trained by the energy score. */
    ENERGY("energy", "EnergyTransformer", EnergyHeadConfig::published, EnergyHeadConfig::read),
    /** Noise follows a learnt velocity. */
    FLOW("flow", "FlowTransformer", FlowHeadConfig::standard, FlowHeadConfig::read),
    /** Noise is taken away step by step. */
    DIFFUSION(
        "diffusion",
        "DiffusionTransformer",
        DiffusionHeadConfig::standard,
        DiffusionHeadConfig::read);

    private final String modelType;
    private final String architecture;
    private final Supplier<HeadConfig> standard;
    private final Function<ConfigReader, HeadConfig> reader;

    Type(
        String modelType,
        String architecture,
        Supplier<HeadConfig> standard,
        Function<ConfigReader, HeadConfig> reader) {
      this.modelType = modelType;
      this.architecture = architecture;
      this.standard = standard;
      this.reader = reader;
    }

    /**
     * The kind of a name.
     *
     * @param modelType for example {@code flow}
     * @return the kind
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Type of(String modelType) {
      return Arrays.stream(values())
          .filter(type -> type.modelType.equals(modelType))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the head must be one of %s, got %s"
                          .formatted(String.join(", ", names()), modelType)));
    }

    /**
     * The names of all kinds.
     *
     * @return in a fixed order
     */
    public static List<String> names() {
      return Arrays.stream(values()).map(Type::modelType).toList();
    }

    /** The kind that a {@code config.json} names; the published code loses its model_type. */
    static Type of(JsonNode node) {
      String architecture = node.path("architectures").path(0).asText("");
      for (Type type : values()) {
        if (type.architecture.equals(architecture)) {
          return type;
        }
      }
      return of(node.path("model_type").asText(ENERGY.modelType));
    }

    /**
     * The name, which is also the published {@code model_type}.
     *
     * @return for example {@code flow}
     */
    public String modelType() {
      return modelType;
    }

    /**
     * The published name of the model's class.
     *
     * @return for example {@code FlowTransformer}
     */
    public String architecture() {
      return architecture;
    }

    /**
     * Usual sizes.
     *
     * @return a head of this kind
     */
    public HeadConfig standard() {
      return standard.get();
    }

    /**
     * Reads the head's part of a {@code config.json}.
     *
     * @param values what the file holds
     * @return the configuration
     * @throws IllegalArgumentException if a value is missing or out of range
     */
    public HeadConfig read(ConfigReader values) {
      return reader.apply(values);
    }
  }

  /**
   * The kind.
   *
   * @return one of those above
   */
  Type type();

  /**
   * Residual blocks, the depth of the head.
   *
   * @return at least 1
   */
  int numMlpLayers();

  /**
   * Samples, or rows with times and noise of their own, per position in training.
   *
   * @return N
   */
  int numSamples();

  /**
   * The same with another number of steps from noise to a vector.
   *
   * @param steps number of steps
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range, or the head takes a single pass
   */
  HeadConfig withSamplingSteps(int steps);

  /**
   * The head in a model.
   *
   * @param model the model's sizes
   * @return its parameters, loss and sampler
   */
  Head over(CalmConfig model);

  /**
   * Writes the head's part of a {@code config.json}.
   *
   * @param node where to
   * @return the same node
   */
  ObjectNode write(ObjectNode node);

  /**
   * Name of the held-out loss.
   *
   * @return for example {@code flow_loss}; lower is better
   */
  default String lossName() {
    return type().modelType() + "_loss";
  }
}
