package org.calm4j.examples.cli;

import java.util.ArrayList;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.HeadConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Architecture and batches of a language model; defaults suit real text and an hour. */
final class CalmOptions {
  @Mixin private final HeadOptions heads = new HeadOptions();
  @Mixin private final BackboneOptions backbone = new BackboneOptions();

  /** The inputs there are. */
  static final class Inputs extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Inputs() {
      super(CalmConfig.Input.names());
    }
  }

  @Option(
      names = "--input",
      paramLabel = "WHAT",
      completionCandidates = Inputs.class,
      description =
          "what the backbone gets of each chunk, its tokens or the autoencoder's vector of it:"
              + " ${COMPLETION-CANDIDATES} (default: tokens)")
  private String input = CalmConfig.Input.TOKENS.label();

  @Option(
      names = "--text-chunks",
      paramLabel = "N",
      description = "chunks of a text in training (default: 128)")
  private int textChunks = 128;

  @Mixin private final BatchOptions batches = new BatchOptions();

  /** A model over a codec. */
  CalmConfig model(ChunkCodec codec) {
    return CalmConfig.over(codec, backbone.backbone())
        .withHead(head())
        .withInitializerRange(backbone.init)
        .withInput(input());
  }

  /** A model that is there, with what the options say of its head. */
  CalmConfig tuned(CalmConfig model) {
    return model.withHead(heads.changed(model.head()));
  }

  /** How a model is trained. */
  CalmRecipe recipe(CalmConfig model) {
    return new CalmRecipe(model, batches.data(textChunks), batches.optimizer());
  }

  /** The head alone, which needs no codec to be checked. */
  HeadConfig head() {
    return heads.head();
  }

  /** What the backbone gets of each chunk. */
  CalmConfig.Input input() {
    return CalmConfig.Input.of(input);
  }

  /** Multiplications and additions of a training step on so many tokens, roughly. */
  static double flops(CalmConfig config, double tokens) {
    double h = config.backbone().hiddenSize();
    double block = 6 * h * h * config.head().numSamples();
    double input =
        switch (config.input()) {
          case TOKENS -> h * config.patchSize();
          case LATENT -> config.latentSize();
        };
    double perChunk =
        BackboneOptions.products(config.backbone())
            + block * config.head().numMlpLayers()
            + 2 * h * (h + input);
    return 6 * perChunk * tokens / config.patchSize();
  }
}
