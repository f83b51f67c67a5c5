package org.calm4j.examples.cli;

import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.lm.CalmData;
import picocli.CommandLine.Option;

/** How text becomes batches of a language model, and what the optimiser does with them. */
final class BatchOptions {
  @Option(
      names = "--batch-texts",
      paramLabel = "N",
      description = "texts of a micro-batch (default: 8)")
  private int batchTexts = 8;

  @Option(
      names = "--held-out-texts",
      paramLabel = "N",
      description = "texts of --valid that an evaluation reads at most (default: 64)")
  private int heldOutTexts = 64;

  @Option(
      names = "--across-documents",
      description = "let positions see the documents before their own, as published")
  private boolean acrossDocuments;

  @Option(names = "--weight-decay", paramLabel = "D", description = "decay (default: 0.1)")
  private double weightDecay = AdamWOptions.published().weightDecay();

  /**
   * The batches.
   *
   * @param length positions of a text
   */
  CalmData data(int length) {
    return new CalmData(batchTexts, length, heldOutTexts, !acrossDocuments);
  }

  /** The published optimiser with the chosen decay. */
  AdamWOptions optimizer() {
    AdamWOptions adamW = AdamWOptions.published();
    return new AdamWOptions(
        adamW.beta1(), adamW.beta2(), adamW.epsilon(), weightDecay, adamW.clipNorm());
  }
}
