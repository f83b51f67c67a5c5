package org.calm4j.examples.cli;

import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.ar.ArRecipe;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Architecture and batches of a token-level model; defaults are those of the model over chunks. */
final class ArOptions {
  @Mixin private final BackboneOptions backbone = new BackboneOptions();

  @Option(
      names = "--text-tokens",
      paramLabel = "N",
      description = "tokens of a text in training (default: 512, 128 chunks of 4)")
  private int textTokens = 512;

  @Mixin private final BatchOptions batches = new BatchOptions();

  /** The recipe for a vocabulary. */
  ArRecipe recipe(int vocabulary) {
    return new ArRecipe(
        new ArConfig(vocabulary, backbone.backbone(), backbone.init),
        batches.data(textTokens),
        batches.optimizer());
  }

  /** Multiplications and additions of a training step on so many tokens, roughly. */
  static double flops(ArConfig config, double tokens) {
    double head = (double) config.vocabSize() * config.backbone().hiddenSize();
    return 6 * tokens * (BackboneOptions.products(config.backbone()) + head);
  }
}
