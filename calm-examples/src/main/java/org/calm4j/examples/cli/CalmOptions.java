package org.calm4j.examples.cli;

import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.EnergyHeadConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Architecture and batches of a language model; defaults suit real text and an hour. */
final class CalmOptions {
  /** The generative heads there are. */
  enum Head {
    energy
  }

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      description = "how vectors are predicted: ${COMPLETION-CANDIDATES} (default: energy)")
  private Head head = Head.energy;

  @Mixin private final BackboneOptions backbone = new BackboneOptions();

  @Option(
      names = "--head-layers",
      paramLabel = "N",
      description = "residual blocks of the head (default: 4)")
  private int headLayers = EnergyHeadConfig.published().numMlpLayers();

  @Option(names = "--noise", paramLabel = "SIZE", description = "noise of the head (default: 64)")
  private int noise = EnergyHeadConfig.published().noiseSize();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "samples of the model per position in the energy loss (default: 8)")
  private int samples = EnergyHeadConfig.published().numSamples();

  @Option(
      names = "--targets",
      paramLabel = "M",
      description = "draws of the posterior per position in the energy loss (default: 100)")
  private int targets = EnergyHeadConfig.published().numTargets();

  @Option(
      names = "--beta",
      paramLabel = "B",
      description = "exponent of the energy loss, in (0, 2) (default: 1)")
  private double beta = EnergyHeadConfig.published().beta();

  @Option(
      names = "--text-chunks",
      paramLabel = "N",
      description = "chunks of a text in training (default: 128)")
  private int textChunks = 128;

  @Mixin private final BatchOptions batches = new BatchOptions();

  /** The recipe over a codec. */
  CalmRecipe recipe(ChunkCodec codec) {
    return new CalmRecipe(
        CalmConfig.over(codec, backbone.backbone())
            .withHead(head())
            .withInitializerRange(backbone.init),
        batches.data(textChunks),
        batches.optimizer());
  }

  /** The head alone, which needs no codec to be checked. */
  EnergyHeadConfig head() {
    return new EnergyHeadConfig(headLayers, noise, samples, targets, beta);
  }

  /** Multiplications and additions of a training step on so many tokens, roughly. */
  static double flops(CalmConfig config, double tokens) {
    double h = config.backbone().hiddenSize();
    double block = 6 * h * h * config.head().numSamples();
    double perChunk =
        BackboneOptions.products(config.backbone())
            + block * config.head().numMlpLayers()
            + 2 * h * h * (1 + config.patchSize());
    return 6 * perChunk * tokens / config.patchSize();
  }
}
