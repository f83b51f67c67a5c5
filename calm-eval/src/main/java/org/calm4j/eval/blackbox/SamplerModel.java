package org.calm4j.eval.blackbox;

import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.sampling.Sampler;

/**
 * Any sampler as a model that can be scored: it is asked at the context of every branch, one after
 * the other. A model that can compute many places at once implements {@link RolloutModel} itself
 * and is faster.
 *
 * <pre>{@code
 * Sampler coin = (context, random) -> new int[] {random.nextInt(2)};
 * RolloutModel model = SamplerModel.of(coin, 1);
 * }</pre>
 *
 * <p>Thread-safe if the sampler is.
 *
 * @param sampler the model
 * @param chunkSize K, tokens that it draws at a time
 * @param window the longest context that the sampler is given, in tokens, a multiple of K: older
 *     chunks are left out
 * @param contextTokens the longest text that may be opened, in tokens, a multiple of K
 * @param vocabularySize every id is below
 * @param padId fills the last chunk of a text; no sampler ever gets to see it as context
 */
public record SamplerModel(
    Sampler sampler, int chunkSize, int window, int contextTokens, int vocabularySize, int padId)
    implements RolloutModel {

  /**
   * Checks the sizes.
   *
   * @param sampler the model
   * @param chunkSize K
   * @param window the longest context
   * @param contextTokens the longest text
   * @param vocabularySize every id is below
   * @param padId fills the last chunk of a text
   * @throws IllegalArgumentException if a size is below 1, a length no multiple of K, or the
   *     padding id outside the vocabulary
   */
  public SamplerModel {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunk size must be at least 1, got " + chunkSize);
    }
    requireChunks("window", window, chunkSize);
    requireChunks("context", contextTokens, chunkSize);
    if (vocabularySize < 1) {
      throw new IllegalArgumentException(
          "vocabulary size must be at least 1, got " + vocabularySize);
    }
    if (padId < 0 || padId >= vocabularySize) {
      throw new IllegalArgumentException(
          "padding id must be in [0, %d), got %d".formatted(vocabularySize, padId));
    }
  }

  /**
   * A sampler that takes contexts of any length and any ids.
   *
   * @param sampler the model
   * @param chunkSize K, tokens that it draws at a time
   * @return the sampler as a model
   * @throws IllegalArgumentException if the chunk size is below 1
   */
  public static SamplerModel of(Sampler sampler, int chunkSize) {
    int longest = chunkSize < 1 ? 1 : Integer.MAX_VALUE / chunkSize * chunkSize;
    return new SamplerModel(sampler, chunkSize, longest, longest, Integer.MAX_VALUE, 0);
  }

  /**
   * The same with a limit on what the sampler is given: contexts lose their oldest chunks. A score
   * obtained this way is one at this context length, whatever the length of the texts.
   *
   * @param tokens the longest context, a multiple of K
   * @return a model with this window
   * @throws IllegalArgumentException if the number is not a positive multiple of K
   */
  public SamplerModel withWindow(int tokens) {
    return new SamplerModel(sampler, chunkSize, tokens, contextTokens, vocabularySize, padId);
  }

  private static void requireChunks(String what, int tokens, int k) {
    if (tokens < 1 || tokens % k != 0) {
      throw new IllegalArgumentException(
          "%s must be a positive multiple of the chunk size %d, got %d tokens"
              .formatted(what, k, tokens));
    }
  }

  @Override
  public Rollouts open(int[] text, long seed) {
    if (text.length == 0 || text.length % chunkSize != 0 || text.length > contextTokens) {
      throw new IllegalArgumentException(
          "a text must have between 1 and %d whole chunks of %d tokens, got %d tokens"
              .formatted(contextTokens / chunkSize, chunkSize, text.length));
    }
    for (int id : text) {
      if (id < 0 || id >= vocabularySize) {
        throw new IllegalArgumentException(
            "ids must be in [0, %d), the text has %d".formatted(vocabularySize, id));
      }
    }
    return new SamplerRollouts(sampler, chunkSize, window, text.clone(), seed);
  }
}
