package org.calm4j.autoencoder;

/**
 * The architecture of an autoencoder, with the published names and defaults (paper section 2.1).
 *
 * @param vocabSize number of token ids, V
 * @param hiddenSize width of the layers, h (published: 512)
 * @param intermediateSize width inside the gated units (published: 1280)
 * @param latentSize length of a chunk's vector, L (published: 128)
 * @param patchSize tokens per chunk, K (published: 4)
 * @param numEncoderLayers even; half act on tokens, half on chunks (published: 2)
 * @param numDecoderLayers even; half act on chunks, half on tokens (published: 2)
 * @param rmsNormEps added under the root of normalisations (published: 1e-6)
 * @param initializerRange standard deviation of initial weights (published: 0.02)
 */
public record AutoencoderConfig(
    int vocabSize,
    int hiddenSize,
    int intermediateSize,
    int latentSize,
    int patchSize,
    int numEncoderLayers,
    int numDecoderLayers,
    double rmsNormEps,
    double initializerRange) {

  /** No model is as deep; a file that claims more must not cost memory for their names. */
  private static final int MOST_LAYERS = 10_000;

  /**
   * Checks the sizes.
   *
   * @param vocabSize number of token ids, V
   * @param hiddenSize width of the layers, h (published: 512)
   * @param intermediateSize width inside the gated units (published: 1280)
   * @param latentSize length of a chunk's vector, L (published: 128)
   * @param patchSize tokens per chunk, K (published: 4)
   * @param numEncoderLayers even; half act on tokens, half on chunks (published: 2)
   * @param numDecoderLayers even; half act on chunks, half on tokens (published: 2)
   * @param rmsNormEps added under the root of normalisations (published: 1e-6)
   * @param initializerRange standard deviation of initial weights (published: 0.02)
   * @throws IllegalArgumentException if a size is below 1, or a number of layers is odd or above
   *     10,000
   */
  public AutoencoderConfig {
    positive("vocab_size", vocabSize);
    positive("hidden_size", hiddenSize);
    positive("intermediate_size", intermediateSize);
    positive("latent_size", latentSize);
    positive("patch_size (K)", patchSize);
    even("num_encoder_layers", numEncoderLayers);
    even("num_decoder_layers", numDecoderLayers);
    if (!(rmsNormEps > 0 && initializerRange > 0)) {
      throw new IllegalArgumentException(
          "rms_norm_eps and initializer_range must be above 0, got %s and %s"
              .formatted(rmsNormEps, initializerRange));
    }
  }

  /**
   * The published sizes for a vocabulary; with 128,257 ids that is the published model of 75M
   * parameters.
   *
   * @param vocabSize number of token ids
   * @return hidden 512, intermediate 1280, latent 128, K = 4, 2 + 2 layers
   */
  public static AutoencoderConfig published(int vocabSize) {
    return new AutoencoderConfig(vocabSize, 512, 1280, 128, 4, 2, 2, 1e-6, 0.02);
  }

  /**
   * Other sizes, everything else kept; the intermediate size becomes 2.5 times the hidden size, as
   * published.
   *
   * @param patchSize tokens per chunk, K
   * @param hiddenSize width of the layers
   * @param latentSize length of a vector
   * @return the changed configuration
   */
  public AutoencoderConfig withSizes(int patchSize, int hiddenSize, int latentSize) {
    return new AutoencoderConfig(
        vocabSize,
        hiddenSize,
        hiddenSize * 5 / 2,
        latentSize,
        patchSize,
        numEncoderLayers,
        numDecoderLayers,
        rmsNormEps,
        initializerRange);
  }

  /**
   * Another number of layers, everything else kept.
   *
   * @param encoder layers of the encoder, even
   * @param decoder layers of the decoder, even
   * @return the changed configuration
   */
  public AutoencoderConfig withLayers(int encoder, int decoder) {
    return new AutoencoderConfig(
        vocabSize,
        hiddenSize,
        intermediateSize,
        latentSize,
        patchSize,
        encoder,
        decoder,
        rmsNormEps,
        initializerRange);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void even(String name, int value) {
    if (value < 2 || value % 2 != 0) {
      throw new IllegalArgumentException(
          "%s must be even and at least 2, since half act on tokens and half on chunks, got %d"
              .formatted(name, value));
    }
    if (value > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "%s must be at most %d, got %d".formatted(name, MOST_LAYERS, value));
    }
  }
}
