package org.calm4j.lm.generate;

import java.util.List;

/**
 * Continues texts, whatever the model behind it. Thread-safe: every call has its own key/value
 * cache.
 */
public interface TextGenerator extends AutoCloseable {

  /**
   * Continues texts.
   *
   * @param prompts the beginnings, none of them empty
   * @param options temperature, length, seed and more
   * @param listener hears every step, and may cancel
   * @return what follows each prompt, in the same order
   * @throws IllegalArgumentException if there is no prompt, one is empty or with what is to follow
   *     longer than the context, or the model has no such way of sampling
   * @throws org.calm4j.core.sampling.DrawLimitException if the exact algorithm needs more draws
   *     than the options allow
   */
  List<Generation> generate(
      List<String> prompts, GenerationOptions options, GenerationListener listener);

  /**
   * Continues texts that are ids already.
   *
   * @param prompts ids of each beginning, as a rule with BOS first; none of them empty
   * @param options temperature, length, seed and more
   * @param listener hears every step, and may cancel
   * @return what follows each prompt, in the same order
   * @throws IllegalArgumentException as for texts, or if an id lies outside the vocabulary
   * @throws org.calm4j.core.sampling.DrawLimitException as for texts
   */
  List<Generation> generate(
      int[][] prompts, GenerationOptions options, GenerationListener listener);

  /** Frees caches and plans; weights belong to others. */
  @Override
  void close();
}
