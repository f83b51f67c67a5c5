package org.calm4j.core.rollout;

/**
 * A language model that can be asked at every place of a text at once, and can go on from each
 * place with tokens of its own.
 *
 * <p>Thread-safe; every opened text belongs to one thread.
 */
public interface RolloutModel {

  /**
   * Tokens that the model draws at a time.
   *
   * @return K; 1 for a model over tokens
   */
  int chunkSize();

  /**
   * The longest context.
   *
   * @return tokens that a text and a roll-out behind it may have together; a multiple of K
   */
  int contextTokens();

  /**
   * Ids that the model knows.
   *
   * @return the size of the vocabulary
   */
  int vocabularySize();

  /**
   * The id that fills the last chunk of a document up.
   *
   * @return an id of the vocabulary
   */
  int padId();

  /**
   * Opens a text.
   *
   * @param text whole chunks of K ids, as a rule with a BOS first; not changed, not kept
   * @param seed where the draws come from: the same seed and the same calls give the same draws
   * @return the text with a branch at each of its places
   * @throws IllegalArgumentException if the text is empty, no whole chunks, too long, or holds an
   *     id outside the vocabulary
   */
  Rollouts open(int[] text, long seed);
}
