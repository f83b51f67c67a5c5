package org.calm4j.lm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.calm4j.core.chunk.ChunkCodec;

/**
 * A continuous autoregressive language model, with the published names.
 *
 * @param vocabSize number of token ids, V
 * @param padTokenId id of the padding, whose embedding is zero and stays so
 * @param patchSize tokens per chunk, K
 * @param latentSize length of a chunk's vector, L
 * @param backbone the Llama backbone
 * @param head what turns hidden states into vectors
 * @param initializerRange standard deviation of initial weights (published: 0.02)
 * @param input what the backbone gets of each chunk (published: its tokens)
 */
public record CalmConfig(
    int vocabSize,
    int padTokenId,
    int patchSize,
    int latentSize,
    BackboneConfig backbone,
    HeadConfig head,
    double initializerRange,
    Input input) {

  /** What the backbone gets of each chunk: discrete or latent input (paper section 3.1). */
  public enum Input {
    /** The chunk's K tokens, by embeddings of the language model's own. */
    TOKENS,
    /**
     * The chunk's vector: the mean of the frozen autoencoder's posterior. BOS and padding are ids
     * that the autoencoder knows, so the vector of a chunk that begins with BOS, or that a prompt
     * or the end of a document fills up with padding, is the mean of its posterior like any other.
     */
    LATENT;

    /**
     * The input of a name.
     *
     * @param name {@code tokens} or {@code latent}
     * @return the input
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Input of(String name) {
      return Arrays.stream(values())
          .filter(input -> input.label().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the input must be one of %s, got %s"
                          .formatted(String.join(", ", names()), name)));
    }

    /**
     * The names of all inputs.
     *
     * @return in a fixed order
     */
    public static List<String> names() {
      return Arrays.stream(values()).map(Input::label).toList();
    }

    /**
     * The name, as in {@code config.json}.
     *
     * @return for example {@code latent}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ids of the published tokenizer: 128,000 ranks, 256 special ids, the padding. */
  private static final int PUBLISHED_VOCABULARY = 128_257;

  /**
   * Checks the sizes.
   *
   * @param vocabSize number of token ids, V
   * @param padTokenId id of the padding
   * @param patchSize tokens per chunk, K
   * @param latentSize length of a chunk's vector, L
   * @param backbone the Llama backbone
   * @param head what turns hidden states into vectors
   * @param initializerRange standard deviation of initial weights (published: 0.02)
   * @param input what the backbone gets of each chunk (published: its tokens)
   * @throws IllegalArgumentException if one is out of range
   */
  public CalmConfig {
    Require.positive("vocab_size", vocabSize);
    Require.positive("patch_size (K)", patchSize);
    Require.positive("latent_size", latentSize);
    if (padTokenId < 0 || padTokenId >= vocabSize) {
      throw new IllegalArgumentException(
          "pad_token_id must be in [0, %d), got %d".formatted(vocabSize, padTokenId));
    }
    if (!(initializerRange > 0)) {
      throw new IllegalArgumentException(
          "initializer_range must be above 0, got " + initializerRange);
    }
  }

  /**
   * A model whose input are tokens, as published.
   *
   * @param vocabSize number of token ids, V
   * @param padTokenId id of the padding
   * @param patchSize tokens per chunk, K
   * @param latentSize length of a chunk's vector, L
   * @param backbone the Llama backbone
   * @param head what turns hidden states into vectors
   * @param initializerRange standard deviation of initial weights (published: 0.02)
   * @throws IllegalArgumentException if one is out of range
   */
  public CalmConfig(
      int vocabSize,
      int padTokenId,
      int patchSize,
      int latentSize,
      BackboneConfig backbone,
      HeadConfig head,
      double initializerRange) {
    this(
        vocabSize,
        padTokenId,
        patchSize,
        latentSize,
        backbone,
        head,
        initializerRange,
        Input.TOKENS);
  }

  /**
   * A model over a codec, with the published energy head; the padding is the last id, as in every
   * tokenizer of this library.
   *
   * @param codec turns chunks into vectors
   * @param backbone sizes of the backbone
   * @return K, latent size and vocabulary of the codec
   */
  public static CalmConfig over(ChunkCodec codec, BackboneConfig backbone) {
    return new CalmConfig(
        codec.vocabularySize(),
        codec.vocabularySize() - 1,
        codec.chunkSize(),
        codec.latentSize(),
        backbone,
        EnergyHeadConfig.published(),
        0.02);
  }

  /**
   * CALM-M: 371M parameters, published BrierLM 5.72.
   *
   * @return 16 layers of 1024, 16 heads, K = 4, latent 128, 128,257 ids
   */
  public static CalmConfig calmM() {
    return published(1024, 2752, 16, 16);
  }

  /**
   * CALM-L: 735M parameters, published BrierLM 6.58. The paper and its code name the number of
   * parameters only, so the sizes are the caller's.
   *
   * @param hiddenSize width of the layers
   * @param intermediateSize width inside the gated units
   * @param layers layers of the backbone
   * @param heads attention heads
   * @return K = 4, latent 128, 128,257 ids
   */
  public static CalmConfig calmL(int hiddenSize, int intermediateSize, int layers, int heads) {
    return published(hiddenSize, intermediateSize, layers, heads);
  }

  /**
   * CALM-XL: 1.82B parameters, published BrierLM 8.53. The paper and its code name the number of
   * parameters only, so the sizes are the caller's.
   *
   * @param hiddenSize width of the layers
   * @param intermediateSize width inside the gated units
   * @param layers layers of the backbone
   * @param heads attention heads
   * @return K = 4, latent 128, 128,257 ids
   */
  public static CalmConfig calmXl(int hiddenSize, int intermediateSize, int layers, int heads) {
    return published(hiddenSize, intermediateSize, layers, heads);
  }

  private static CalmConfig published(int hiddenSize, int intermediateSize, int layers, int heads) {
    return new CalmConfig(
        PUBLISHED_VOCABULARY,
        PUBLISHED_VOCABULARY - 1,
        4,
        128,
        BackboneConfig.of(hiddenSize, intermediateSize, layers, heads),
        EnergyHeadConfig.published(),
        0.02);
  }

  /**
   * A small model for simple text and a few minutes on two cores.
   *
   * @param codec turns chunks into vectors
   * @return 4 layers of 192, 4 heads, 512 positions; 2 blocks of head, noise of 32
   */
  public static CalmConfig small(ChunkCodec codec) {
    BackboneConfig backbone = new BackboneConfig(192, 512, 4, 4, 4, 512, 10000, 1e-6);
    return over(codec, backbone).withHead(new EnergyHeadConfig(2, 32, 8, 50, 1));
  }

  /**
   * Sizes of the PyTorch peer's benchmarks: for real text and an hour on two cores.
   *
   * @param codec turns chunks into vectors
   * @return 4 layers of 256, 4 heads; the published head
   */
  public static CalmConfig medium(ChunkCodec codec) {
    return over(codec, BackboneConfig.of(256, 688, 4, 4));
  }

  /**
   * The same with another head.
   *
   * @param value the head
   * @return a changed copy
   */
  public CalmConfig withHead(HeadConfig value) {
    return new CalmConfig(
        vocabSize, padTokenId, patchSize, latentSize, backbone, value, initializerRange, input);
  }

  /**
   * The same with other initial weights.
   *
   * @param value standard deviation; the published 0.02 suits widths of a thousand and more, a few
   *     hundred learn much faster from 0.07
   * @return a changed copy
   */
  public CalmConfig withInitializerRange(double value) {
    return new CalmConfig(
        vocabSize, padTokenId, patchSize, latentSize, backbone, head, value, input);
  }

  /**
   * The same with another input.
   *
   * @param value what the backbone gets of each chunk
   * @return a changed copy
   */
  public CalmConfig withInput(Input value) {
    return new CalmConfig(
        vocabSize, padTokenId, patchSize, latentSize, backbone, head, initializerRange, value);
  }

  /**
   * Checks that a codec speaks this model's language.
   *
   * @param codec turns chunks into vectors
   * @throws IllegalArgumentException if K, the latent size or the vocabulary differ
   */
  public void requireFits(ChunkCodec codec) {
    requireSame("tokens per chunk (K)", patchSize, codec.chunkSize());
    requireSame("entries per vector", latentSize, codec.latentSize());
    requireSame("token ids", vocabSize, codec.vocabularySize());
  }

  private static void requireSame(String what, int model, int codec) {
    if (model != codec) {
      throw new IllegalArgumentException(
          "the language model has %d %s, its autoencoder %d: take the autoencoder it was trained with"
              .formatted(model, what, codec));
    }
  }
}
