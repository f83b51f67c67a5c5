package org.calm4j.examples.bench;

import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.ar.ArConfig;

/**
 * Sizes of the cases of the language models.
 *
 * @param hidden width of the layers
 * @param intermediate width inside the gated units
 * @param layers layers of the backbone
 * @param heads attention heads
 * @param head the energy head
 * @param texts texts of a training step
 * @param textTokens tokens of each
 * @param promptTokens tokens of the prompt
 * @param newTokens tokens generated at temperature 1
 * @param candidateTokens tokens generated at temperature 1/2
 * @param tokenRollouts tokens of the text that the token-level model is scored on
 * @param chunkRollouts tokens of the text that the model with K = 1 is scored on
 */
public record LmBenchSizes(
    int hidden,
    int intermediate,
    int layers,
    int heads,
    EnergyHeadConfig head,
    int texts,
    int textTokens,
    int promptTokens,
    int newTokens,
    int candidateTokens,
    int tokenRollouts,
    int chunkRollouts) {

  /**
   * The sizes of the peer.
   *
   * @return 4 layers of 256, 4 x 512 tokens, 256 and 64 new tokens after 64, texts of 256 and 128
   *     tokens to score
   */
  public static LmBenchSizes standard() {
    return new LmBenchSizes(
        256, 688, 4, 4, EnergyHeadConfig.published(), 4, 512, 64, 256, 64, 256, 128);
  }

  /** The same with other texts. */
  LmBenchSizes withTexts(int texts, int textTokens) {
    return new LmBenchSizes(
        hidden,
        intermediate,
        layers,
        heads,
        head,
        texts,
        textTokens,
        promptTokens,
        newTokens,
        candidateTokens,
        tokenRollouts,
        chunkRollouts);
  }

  CalmConfig model(ChunkCodec codec) {
    return CalmConfig.over(codec, backbone()).withHead(head);
  }

  BackboneConfig backbone() {
    return BackboneConfig.of(hidden, intermediate, layers, heads);
  }

  ArConfig tokenModel(int vocabulary) {
    return ArConfig.of(vocabulary, backbone());
  }

  /** Tokens of a training step. */
  int trainTokens() {
    return texts * textTokens;
  }

  /**
   * The texts of a training step; the last chunk of a text is only predicted, as the peer has it.
   */
  CalmData data(int k) {
    return new CalmData(texts, textTokens / k - 1, texts, false);
  }
}
