package org.calm4j.examples.cli;

import org.calm4j.lm.BackboneConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Sizes of a language model's backbone; defaults suit real text and an hour. */
final class BackboneOptions {
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
      description =
          "longest text, the context of generation: in chunks, or tokens of a model over tokens"
              + " (default: 2048)")
  private int positions = 2048;

  @Option(
      names = "--init",
      paramLabel = "STD",
      description = "standard deviation of initial weights (default: 0.02, published)")
  double init = 0.02;

  /** The sizes. */
  BackboneConfig backbone() {
    return new BackboneConfig(
        hidden,
        intermediate == null ? hidden * 43 / 16 : intermediate,
        layers,
        heads,
        keyValueHeads == null ? heads : keyValueHeads,
        positions,
        10000,
        1e-6);
  }

  /** Multiplications of all layers for a position, roughly. */
  static double products(BackboneConfig config) {
    double h = config.hiddenSize();
    return (4 * h * h + 3 * h * config.intermediateSize()) * config.numHiddenLayers();
  }
}
