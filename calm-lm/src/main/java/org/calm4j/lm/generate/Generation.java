package org.calm4j.lm.generate;

import java.util.List;

/**
 * The continuation of one prompt.
 *
 * @param text the new text, without the prompt
 * @param ids the new tokens, without stop ids and padding
 * @param promptTokens tokens of the prompt, its BOS included
 * @param stop why it ended
 * @param steps autoregressive steps: chunks that were drawn
 * @param promptSeconds time until the first chunk could be drawn
 * @param seconds all of the time, the prompt's included; prompts of one call share it
 * @param chunkSeconds when each chunk was there, in seconds since the beginning
 */
@SuppressWarnings("ArrayRecordComponent") // a result; results are not compared
public record Generation(
    String text,
    int[] ids,
    int promptTokens,
    StopReason stop,
    int steps,
    double promptSeconds,
    double seconds,
    List<Double> chunkSeconds) {

  /**
   * Copies what could change.
   *
   * @param text the new text, without the prompt
   * @param ids the new tokens, without stop ids and padding
   * @param promptTokens tokens of the prompt
   * @param stop why it ended
   * @param steps chunks that were drawn
   * @param promptSeconds time until the first chunk could be drawn
   * @param seconds all of the time
   * @param chunkSeconds when each chunk was there
   */
  public Generation {
    chunkSeconds = List.copyOf(chunkSeconds);
  }

  /**
   * Speed behind the prompt.
   *
   * @return new tokens per second, 0 if there are none
   */
  public double tokensPerSecond() {
    double time = seconds - promptSeconds;
    return ids.length == 0 || time <= 0 ? 0 : ids.length / time;
  }
}
