package org.calm4j.lm.generate;

import java.util.Arrays;

/**
 * A prompt as whole chunks, and tokens that the first generated chunk has to begin with.
 *
 * @param ids whole chunks of K ids
 * @param prefix the tokens behind them, fewer than K
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record AlignedPrompt(int[] ids, int[] prefix) {

  static AlignedPrompt of(int[] prompt, int k, int padId, PromptAlignment alignment) {
    int rest = prompt.length % k;
    if (rest == 0) {
      return new AlignedPrompt(prompt, new int[0]);
    }
    int whole = prompt.length - rest;
    // With less than a chunk there is nothing to predict the first one from.
    PromptAlignment possible =
        whole == 0 && alignment == PromptAlignment.MATCH ? PromptAlignment.LEFT_PADDING : alignment;
    return switch (possible) {
      case MATCH ->
          new AlignedPrompt(
              Arrays.copyOf(prompt, whole), Arrays.copyOfRange(prompt, whole, prompt.length));
      case LEFT_PADDING -> {
        int[] ids = new int[whole + k];
        Arrays.fill(ids, padId);
        System.arraycopy(prompt, 0, ids, k - rest, prompt.length);
        yield new AlignedPrompt(ids, new int[0]);
      }
      case RIGHT_PADDING -> {
        int[] ids = Arrays.copyOf(prompt, whole + k);
        Arrays.fill(ids, prompt.length, ids.length, padId);
        yield new AlignedPrompt(ids, new int[0]);
      }
    };
  }
}
