package org.calm4j.lm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.head.EnergyHead;
import org.calm4j.lm.head.Head;

/**
 * The energy head and its loss, with the published names (paper sections 3.2 and 3.3).
 *
 * @param numMlpLayers residual blocks, the depth of the head (published: 4)
 * @param noiseSize length of the noise vector (published: 64)
 * @param numSamples samples of the model per position in training, N (published: 8)
 * @param numTargets draws of the autoencoder's posterior per position, M (published: 100)
 * @param beta exponent of the distances (published: 1)
 */
public record EnergyHeadConfig(
    int numMlpLayers, int noiseSize, int numSamples, int numTargets, double beta)
    implements HeadConfig {
  private static final int PUBLISHED_TARGETS = 100;

  /**
   * Checks the values.
   *
   * @param numMlpLayers residual blocks, the depth of the head (published: 4)
   * @param noiseSize length of the noise vector (published: 64)
   * @param numSamples samples of the model per position in training, at least 2
   * @param numTargets draws of the autoencoder's posterior per position, at least 1
   * @param beta exponent of the distances, in (0, 2)
   * @throws IllegalArgumentException if one is out of range
   */
  public EnergyHeadConfig {
    Require.layers("num_mlp_layers", numMlpLayers);
    Require.positive("noise_size", noiseSize);
    Require.positive("num_targets", numTargets);
    if (numSamples < 2) {
      throw new IllegalArgumentException(
          "num_samples must be at least 2, since the energy score compares samples with each other,"
              + " got "
              + numSamples);
    }
    if (!(beta > 0 && beta < 2)) {
      throw new IllegalArgumentException(
          "beta, the exponent of the energy score, must be in (0, 2), where the score is strictly"
              + " proper, got "
              + beta);
    }
  }

  /**
   * The published head.
   *
   * @return 4 blocks, noise of 64, 8 samples against 100 targets, exponent 1
   */
  public static EnergyHeadConfig published() {
    return new EnergyHeadConfig(4, 64, 8, PUBLISHED_TARGETS, 1);
  }

  static EnergyHeadConfig read(ConfigReader values) {
    return new EnergyHeadConfig(
        values.integer("num_mlp_layers"),
        values.integer("noise_size"),
        values.integer("num_samples"),
        values.integer("num_targets", PUBLISHED_TARGETS),
        values.number("beta", 1));
  }

  @Override
  public Type type() {
    return Type.ENERGY;
  }

  /** Refuses: a vector takes a single pass. */
  @Override
  public EnergyHeadConfig withSamplingSteps(int steps) {
    throw new IllegalArgumentException(
        "the energy head makes a vector in one pass, so it cannot take %d sampling steps: leave them out"
            .formatted(steps));
  }

  @Override
  public Head over(CalmConfig model) {
    return new EnergyHead(model, this);
  }

  @Override
  public ObjectNode write(ObjectNode node) {
    return node.put("num_mlp_layers", numMlpLayers)
        .put("noise_size", noiseSize)
        .put("num_samples", numSamples)
        .put("num_targets", numTargets)
        .put("beta", beta);
  }
}
