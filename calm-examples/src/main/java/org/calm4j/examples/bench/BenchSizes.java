package org.calm4j.examples.bench;

import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.lm.EnergyHeadConfig;

/**
 * Sizes of the cases.
 *
 * @param vocabulary number of token ids, the last one for padding
 * @param hidden width of the layers
 * @param latent length of a vector
 * @param trainTokens tokens of a training step
 * @param reconstructTokens tokens that are encoded and decoded
 * @param lm sizes of the language model's cases
 */
public record BenchSizes(
    int vocabulary,
    int hidden,
    int latent,
    int trainTokens,
    int reconstructTokens,
    LmBenchSizes lm) {

  /**
   * The sizes of the peer.
   *
   * @return 8192 ids, hidden 512, latent 128, 8 x 512 and 16384 tokens
   */
  public static BenchSizes standard() {
    return new BenchSizes(8192, 512, 128, 8 * 512, 16384, LmBenchSizes.standard());
  }

  /**
   * Sizes in the middle of those that time is plotted against.
   *
   * @return 4096 ids, hidden 256, latent 64, 4 x 256 tokens
   */
  public static BenchSizes scaling() {
    LmBenchSizes lm =
        new LmBenchSizes(256, 688, 2, 4, EnergyHeadConfig.published(), 4, 256, 8, 8, 8, 8, 8);
    return new BenchSizes(4096, 256, 64, lm.trainTokens(), 8, lm);
  }

  /** The same with other texts; a step of the autoencoder has as many tokens. */
  BenchSizes withTexts(int texts, int textTokens) {
    LmBenchSizes changed = lm.withTexts(texts, textTokens);
    return new BenchSizes(
        vocabulary, hidden, latent, changed.trainTokens(), reconstructTokens, changed);
  }

  /**
   * The same with another number of token ids.
   *
   * @param value the number
   * @return a changed copy
   */
  public BenchSizes withVocabulary(int value) {
    return new BenchSizes(value, hidden, latent, trainTokens, reconstructTokens, lm);
  }

  /** An autoencoder for chunks of K tokens. */
  AutoencoderConfig autoencoder(int k) {
    return AutoencoderConfig.published(vocabulary).withSizes(k, hidden, latent);
  }

  /** Tokens that a file must hold. */
  int tokens() {
    return Math.max(
        Math.max(trainTokens, reconstructTokens),
        Math.max(
            Math.max(lm.trainTokens(), lm.promptTokens()),
            Math.max(lm.tokenRollouts(), lm.chunkRollouts())));
  }
}
