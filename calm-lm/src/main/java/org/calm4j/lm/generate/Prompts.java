package org.calm4j.lm.generate;

import java.util.List;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * What may be a prompt of a model, and how much room it takes.
 *
 * @param tokenizer whose ids the model knows
 * @param vocabulary number of ids that the model knows
 * @param k tokens per position, K
 * @param padId the id that fills chunks up
 * @param positions positions of the model's context
 */
record Prompts(Tokenizer tokenizer, int vocabulary, int k, int padId, int positions) {

  /** Turns texts into ids, the BOS first. */
  int[][] encode(List<String> prompts) {
    int[][] ids = new int[prompts.size()][];
    for (int i = 0; i < ids.length; i++) {
      if (prompts.get(i).isEmpty()) {
        throw new IllegalArgumentException("the prompt is empty: give at least one character");
      }
      int[] text = tokenizer.encode(prompts.get(i));
      ids[i] = new int[text.length + 1];
      ids[i][0] = tokenizer.bosId();
      System.arraycopy(text, 0, ids[i], 1, text.length);
    }
    return ids;
  }

  /** Cuts a prompt into whole chunks. */
  AlignedPrompt align(int[] prompt, PromptAlignment alignment) {
    return AlignedPrompt.of(prompt, k, padId, alignment);
  }

  /** Checks prompts; returns the positions that the longest of them and what follows need. */
  int positions(int[][] prompts, int maxTokens) {
    if (prompts.length == 0) {
      throw new IllegalArgumentException("there is no prompt: give at least one");
    }
    int needed = 0;
    for (int[] prompt : prompts) {
      if (prompt.length == 0) {
        throw new IllegalArgumentException("the prompt is empty: give at least one token");
      }
      for (int id : prompt) {
        if (id < 0 || id >= vocabulary) {
          throw new IllegalArgumentException(
              "the prompt holds the id %d, outside the vocabulary of %d".formatted(id, vocabulary));
        }
      }
      needed = Math.max(needed, positions(prompt.length, maxTokens));
    }
    return needed;
  }

  private int positions(int prompt, int maxTokens) {
    // What a rest of a chunk may cost; with a token per position there are no rests.
    int spare = k == 1 ? 0 : 1;
    long room = ((long) positions - spare) * k;
    if (prompt + (long) maxTokens <= room) {
      return (prompt + maxTokens + k - 1) / k + spare;
    }
    String context = "the context of %d tokens".formatted((long) positions * k);
    if (k > 1) {
      context += " (%d positions of %d)".formatted(positions, k);
    }
    throw new IllegalArgumentException(
        prompt < room
            ? "a prompt of %d tokens and %d to generate do not fit %s: shorten the prompt or generate at most %d"
                .formatted(prompt, maxTokens, context, room - prompt)
            : "a prompt of %d tokens does not fit %s, the last of which is for what follows: shorten it to at most %d"
                .formatted(prompt, context, room - 1));
  }
}
