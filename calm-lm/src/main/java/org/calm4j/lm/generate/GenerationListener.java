package org.calm4j.lm.generate;

/** Watches a generation chunk by chunk, and may end it. Called on the generating thread. */
public interface GenerationListener {

  /** Watches nothing. */
  GenerationListener NONE = chunk -> {};

  /**
   * New tokens of one prompt's continuation.
   *
   * @param chunk what was added
   */
  void onChunk(GeneratedChunk chunk);

  /**
   * Asked after every step.
   *
   * @return true to end the generation; what is there is returned
   */
  default boolean cancelled() {
    return false;
  }

  /**
   * What one step added to one continuation.
   *
   * @param prompt index of the prompt
   * @param ids the new tokens, without stop ids and padding; may be empty
   * @param text what they add to the text; characters that are not complete yet come with the next
   *     chunk
   * @param seconds since the generation began
   */
  @SuppressWarnings("ArrayRecordComponent") // an event; events are not compared
  record GeneratedChunk(int prompt, int[] ids, String text, double seconds) {}
}
