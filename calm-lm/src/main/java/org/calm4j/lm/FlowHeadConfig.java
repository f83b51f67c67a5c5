package org.calm4j.lm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.head.FlowHead;
import org.calm4j.lm.head.Head;

/**
 * The flow-matching head, with the published names.
 *
 * @param numMlpLayers residual blocks, the depth of the head
 * @param numSamples draws of time, noise and target per position in training, N
 * @param samplingSteps steps from noise to a vector
 * @param solver what a step does
 */
public record FlowHeadConfig(int numMlpLayers, int numSamples, int samplingSteps, Solver solver)
    implements HeadConfig {
  static final int MOST_STEPS = 1000;

  /** What a step does. */
  public enum Solver {
    /** The velocity at its beginning. */
    EULER(1),
    /** The velocity in its middle, to where that at its beginning leads: two calls. */
    MIDPOINT(2);

    private final int calls;

    Solver(int calls) {
      this.calls = calls;
    }

    /**
     * Calls of the network.
     *
     * @return per step
     */
    public int calls() {
      return calls;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Solver of(String key) {
      return Arrays.stream(values())
          .filter(solver -> solver.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the solver of the flow head must be euler or midpoint, got " + key));
    }
  }

  /**
   * Checks the values.
   *
   * @param numMlpLayers residual blocks, in [1, 10,000]
   * @param numSamples draws per position in training, at least 1
   * @param samplingSteps steps from noise to a vector, in [1, 1000]
   * @param solver what a step does
   * @throws IllegalArgumentException if one is out of range
   */
  public FlowHeadConfig {
    Require.layers("num_mlp_layers", numMlpLayers);
    Require.positive("num_samples", numSamples);
    Require.within("sampling steps of the flow head", samplingSteps, 1, MOST_STEPS);
  }

  /**
   * Usual sizes.
   *
   * @return 4 blocks, 4 draws per position, 10 midpoint steps
   */
  public static FlowHeadConfig standard() {
    return new FlowHeadConfig(4, 4, 10, Solver.MIDPOINT);
  }

  static FlowHeadConfig read(ConfigReader values) {
    FlowHeadConfig usual = standard();
    return new FlowHeadConfig(
        values.integer("num_mlp_layers"),
        values.integer("num_samples"),
        values.integer("num_sampling_steps", usual.samplingSteps),
        Solver.of(values.node().path("solver").asText(usual.solver.key())));
  }

  @Override
  public Type type() {
    return Type.FLOW;
  }

  @Override
  public FlowHeadConfig withSamplingSteps(int steps) {
    return new FlowHeadConfig(numMlpLayers, numSamples, steps, solver);
  }

  @Override
  public Head over(CalmConfig model) {
    return new FlowHead(model, this);
  }

  @Override
  public ObjectNode write(ObjectNode node) {
    return node.put("num_mlp_layers", numMlpLayers)
        .put("num_samples", numSamples)
        .put("num_sampling_steps", samplingSteps)
        .put("solver", solver.key());
  }
}
