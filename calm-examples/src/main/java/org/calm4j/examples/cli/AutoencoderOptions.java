package org.calm4j.examples.cli;

import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.optim.AdamWOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Architecture and objective of an autoencoder; the defaults are the published ones. */
final class AutoencoderOptions {
  @Option(names = "--k", paramLabel = "K", description = "tokens per chunk (default: 4)")
  private int k = 4;

  @Option(names = "--hidden", paramLabel = "SIZE", description = "width of layers (default: 512)")
  private int hidden = 512;

  @Option(
      names = "--intermediate",
      paramLabel = "SIZE",
      description = "width inside gated units (default: 2.5 times hidden)")
  private @Nullable Integer intermediate;

  @Option(
      names = "--latent",
      paramLabel = "SIZE",
      description = "length of a vector (default: 128)")
  private int latent = 128;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "layers of the encoder, and of the decoder; even (default: 2)")
  private int layers = 2;

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      description =
          "tokens of a micro-batch, a multiple of 16 K or below (default: 4096 or a little less)")
  private @Nullable Integer batchTokens;

  @Option(
      names = "--held-out-tokens",
      paramLabel = "N",
      description = "tokens of --valid that an evaluation reads at most (default: 200000)")
  private long heldOutTokens = 200_000;

  @Option(
      names = "--token-dropout",
      paramLabel = "P",
      description = "chance of an input token to be hidden (default: 0.15)")
  private double tokenDropout = AutoencoderObjective.published().tokenDropout();

  @Option(
      names = "--latent-dropout",
      paramLabel = "P",
      description = "chance of a vector's entry to be 0 (default: 0.15)")
  private double latentDropout = AutoencoderObjective.published().latentDropout();

  @Option(
      names = "--latent-mixing",
      paramLabel = "P",
      description =
          "largest part of another chunk's vector in a vector, at most 0.5: the decoder learns that"
              + " what lies between two chunks is the nearer one (default: 0, as published)")
  private double latentMixing;

  @Option(
      names = "--random-chunks",
      paramLabel = "P",
      description =
          "part of the chunks that become random ids, so that rare ids come back too; 0.05 helps"
              + " on real text (default: 0, as published)")
  private double randomChunks;

  @Option(
      names = "--kl-weight",
      paramLabel = "W",
      description = "weight of the divergence (default: 0.001)")
  private double klWeight = AutoencoderObjective.published().klWeight();

  @Option(
      names = "--kl-clamp",
      paramLabel = "NATS",
      description = "lower bound of a dimension's divergence (default: 0.5)")
  private double klClamp = AutoencoderObjective.published().klClamp();

  @Option(names = "--weight-decay", paramLabel = "D", description = "decay (default: 0.1)")
  private double weightDecay = AdamWOptions.published().weightDecay();

  /** Chunks that stay together when the order is shuffled; fewer if a batch is smaller. */
  private static final int CHUNKS_PER_BLOCK = 16;

  /** The recipe for a vocabulary. */
  AutoencoderRecipe recipe(int vocabulary) {
    AutoencoderConfig published = AutoencoderConfig.published(vocabulary);
    AutoencoderConfig config =
        new AutoencoderConfig(
            vocabulary,
            hidden,
            intermediate == null ? hidden * 5 / 2 : intermediate,
            latent,
            k,
            layers,
            layers,
            published.rmsNormEps(),
            published.initializerRange());
    int batch =
        batchTokens == null ? 4096 / (CHUNKS_PER_BLOCK * k) * CHUNKS_PER_BLOCK * k : batchTokens;
    if (batch < k) {
      throw new IllegalArgumentException(
          "--batch-tokens must hold at least one chunk of %d tokens, got %d".formatted(k, batch));
    }
    AdamWOptions adamW = AdamWOptions.published();
    return new AutoencoderRecipe(
        config,
        new AutoencoderObjective(tokenDropout, latentDropout, klWeight, klClamp, latentMixing),
        new TrainingData(batch, Math.min(CHUNKS_PER_BLOCK, batch / k), heldOutTokens, randomChunks),
        new AdamWOptions(
            adamW.beta1(), adamW.beta2(), adamW.epsilon(), weightDecay, adamW.clipNorm()));
  }

  /** Multiplications and additions of a training step on so many tokens, roughly. */
  static double flops(AutoencoderConfig config, double tokens) {
    double layer = 3.0 * config.hiddenSize() * config.intermediateSize();
    int layers = (config.numEncoderLayers() + config.numDecoderLayers()) / 2;
    double perToken =
        layer * layers * (1 + 1.0 / config.patchSize())
            + (double) config.vocabSize() * config.hiddenSize();
    return 6 * tokens * perToken;
  }
}
