package org.calm4j.lm.ar;

import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.BackboneConfig;

/**
 * A token-level language model, with the names of Hugging Face's Llama. The output matrix is not
 * tied to the embedding.
 *
 * @param vocabSize number of token ids, V
 * @param backbone the Llama backbone; its positions are tokens
 * @param initializerRange standard deviation of initial weights (published: 0.02)
 */
public record ArConfig(int vocabSize, BackboneConfig backbone, double initializerRange) {

  /**
   * Checks the sizes.
   *
   * @param vocabSize number of token ids, V
   * @param backbone the Llama backbone
   * @param initializerRange standard deviation of initial weights (published: 0.02)
   * @throws IllegalArgumentException if one is out of range
   */
  public ArConfig {
    if (vocabSize < 1) {
      throw new IllegalArgumentException("vocab_size must be at least 1, got " + vocabSize);
    }
    if (!(initializerRange > 0)) {
      throw new IllegalArgumentException(
          "initializer_range must be above 0, got " + initializerRange);
    }
  }

  /**
   * A model with the published initial weights.
   *
   * @param vocabSize number of token ids
   * @param backbone sizes of the backbone
   * @return the configuration
   */
  public static ArConfig of(int vocabSize, BackboneConfig backbone) {
    return new ArConfig(vocabSize, backbone, 0.02);
  }

  /**
   * The same with other initial weights.
   *
   * @param value standard deviation, above 0; published: 0.02
   * @return a changed copy
   */
  public ArConfig withInitializerRange(double value) {
    return new ArConfig(vocabSize, backbone, value);
  }

  /**
   * Checks that a tokenizer speaks this model's language.
   *
   * @param tokenizer turns text into ids
   * @throws IllegalArgumentException if its vocabulary has another size
   */
  public void requireFits(Tokenizer tokenizer) {
    if (tokenizer.vocabularySize() != vocabSize) {
      throw new IllegalArgumentException(
          "the model has %d ids but its tokenizer %s has %d"
              .formatted(vocabSize, tokenizer.spec(), tokenizer.vocabularySize()));
    }
  }
}
