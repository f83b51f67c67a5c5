package org.calm4j.examples.cli;

import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.EnergyHeadConfig;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--hidden", paramLabel = "SIZE", description = "width of layers (default: 256)")
  private int hidden = 256;

  @Option(
      names = "--intermediate",
      paramLabel = "SIZE",
      description = "width inside gated units (default: 43/16 of hidden, as in CALM-M)")
  private @Nullable Integer intermediate;

  @Option(names = "--layers", paramLabel = "N", description = "layers of the backbone (default: 4)")
  private int layers = 4;

  @Option(names = "--heads", paramLabel = "N", description = "attention heads (default: 4)")
  private int heads = 4;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "heads of keys and values (default: as many as --heads)")
  private @Nullable Integer keyValueHeads;

  @Option(
      names = "--positions",
      paramLabel = "N",
      description = "longest text in chunks, the context of generation (default: 2048)")
  private int positions = 2048;

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
      names = "--batch-texts",
      paramLabel = "N",
      description = "texts of a micro-batch (default: 8)")
  private int batchTexts = 8;

  @Option(
      names = "--text-chunks",
      paramLabel = "N",
      description = "chunks of a text in training (default: 128)")
  private int textChunks = 128;

  @Option(
      names = "--held-out-texts",
      paramLabel = "N",
      description = "texts of --valid that an evaluation reads at most (default: 64)")
  private int heldOutTexts = 64;

  @Option(
      names = "--across-documents",
      description = "let positions see the documents before their own, as published")
  private boolean acrossDocuments;

  @Option(
      names = "--init",
      paramLabel = "STD",
      description = "standard deviation of initial weights (default: 0.02, published)")
  private double init = 0.02;

  @Option(names = "--weight-decay", paramLabel = "D", description = "decay (default: 0.1)")
  private double weightDecay = AdamWOptions.published().weightDecay();

  /** The recipe over a codec. */
  CalmRecipe recipe(ChunkCodec codec) {
    BackboneConfig backbone =
        new BackboneConfig(
            hidden,
            intermediate == null ? hidden * 43 / 16 : intermediate,
            layers,
            heads,
            keyValueHeads == null ? heads : keyValueHeads,
            positions,
            10000,
            1e-6);
    AdamWOptions adamW = AdamWOptions.published();
    return new CalmRecipe(
        CalmConfig.over(codec, backbone).withHead(head()).withInitializerRange(init),
        new CalmData(batchTexts, textChunks, heldOutTexts, !acrossDocuments),
        new AdamWOptions(
            adamW.beta1(), adamW.beta2(), adamW.epsilon(), weightDecay, adamW.clipNorm()));
  }

  /** The head alone, which needs no codec to be checked. */
  EnergyHeadConfig head() {
    return switch (head) {
      case energy -> new EnergyHeadConfig(headLayers, noise, samples, targets, beta);
    };
  }

  /** Multiplications and additions of a training step on so many tokens, roughly. */
  static double flops(CalmConfig config, double tokens) {
    double h = config.backbone().hiddenSize();
    double layer = 4 * h * h + 3 * h * config.backbone().intermediateSize();
    double block = 6 * h * h * config.head().numSamples();
    double perChunk =
        layer * config.backbone().numHiddenLayers()
            + block * config.head().numMlpLayers()
            + 2 * h * h * (1 + config.patchSize());
    return 6 * perChunk * tokens / config.patchSize();
  }
}
