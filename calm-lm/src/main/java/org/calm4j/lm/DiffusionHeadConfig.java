package org.calm4j.lm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.head.DiffusionHead;
import org.calm4j.lm.head.Head;

/**
 * The diffusion head, with the published names: a cosine schedule of 1000 steps, and a learnt
 * variance.
 *
 * @param numMlpLayers residual blocks, the depth of the head
 * @param numSamples draws of time, noise and target per position in training, N
 * @param samplingSteps steps from noise to a vector, spread evenly over the schedule
 * @param noiseScale factor of the noise of each step in sampling; 1 samples the model, less gives
 *     vectors nearer to each other
 */
public record DiffusionHeadConfig(
    int numMlpLayers, int numSamples, int samplingSteps, double noiseScale) implements HeadConfig {
  static final int MOST_STEPS = 1000;

  /**
   * Checks the values.
   *
   * @param numMlpLayers residual blocks, in [1, 10,000]
   * @param numSamples draws per position in training, at least 1
   * @param samplingSteps steps from noise to a vector, in [2, 1000]
   * @param noiseScale factor of the noise of each step, in [0, 1]
   * @throws IllegalArgumentException if one is out of range
   */
  public DiffusionHeadConfig {
    Require.layers("num_mlp_layers", numMlpLayers);
    Require.positive("num_samples", numSamples);
    Require.within("sampling steps of the diffusion head", samplingSteps, 2, MOST_STEPS);
    if (!(noiseScale >= 0 && noiseScale <= 1)) {
      throw new IllegalArgumentException("noise_scale must be in [0, 1], got " + noiseScale);
    }
  }

  /**
   * Usual sizes.
   *
   * @return 4 blocks, 4 draws per position, 100 steps
   */
  public static DiffusionHeadConfig standard() {
    return new DiffusionHeadConfig(4, 4, 100, 1);
  }

  static DiffusionHeadConfig read(ConfigReader values) {
    DiffusionHeadConfig usual = standard();
    return new DiffusionHeadConfig(
        values.integer("num_mlp_layers"),
        values.integer("num_samples"),
        values.integer("num_sampling_steps", usual.samplingSteps),
        values.number("noise_scale", usual.noiseScale));
  }

  @Override
  public Type type() {
    return Type.DIFFUSION;
  }

  @Override
  public DiffusionHeadConfig withSamplingSteps(int steps) {
    return new DiffusionHeadConfig(numMlpLayers, numSamples, steps, noiseScale);
  }

  @Override
  public Head over(CalmConfig model) {
    return new DiffusionHead(model, this);
  }

  @Override
  public ObjectNode write(ObjectNode node) {
    return node.put("num_mlp_layers", numMlpLayers)
        .put("num_samples", numSamples)
        .put("num_sampling_steps", samplingSteps)
        .put("noise_scale", noiseScale);
  }
}
