package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.calm4j.core.tokenizer.Tokenizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Continues texts step by step, whatever a step draws: hidden states behind the texts, what comes
 * next, who hears of it, who has ended.
 *
 * @param prompting what the model makes of prompts
 * @param options length, stop ids, alignment
 * @param listener hears every step, and may cancel
 * @param observer sees every step from inside
 */
record GenerationLoop(
    Prompts prompting,
    GenerationOptions options,
    GenerationListener listener,
    StepObserver observer) {

  /**
   * Generates.
   *
   * @param prompts ids of each beginning
   * @param states hidden states behind texts that are still empty
   * @param sampling draws chunks from them
   * @return what follows each prompt
   */
  List<Generation> run(int[][] prompts, ContextStates states, StepSampling sampling) {
    long begin = System.nanoTime();
    int texts = prompts.length;
    Tokenizer tokenizer = prompting.tokenizer();
    Set<Integer> stopIds =
        options.stopIds().isEmpty() ? Set.of(tokenizer.eosId()) : options.stopIds();
    List<Continuation> all = new ArrayList<>();
    int[][] next = new int[texts][];
    int[][] prefixes = new int[texts][];
    for (int text = 0; text < texts; text++) {
      AlignedPrompt aligned = prompting.align(prompts[text], options.alignment());
      next[text] = aligned.ids();
      prefixes[text] = aligned.prefix();
      all.add(new Continuation(tokenizer, stopIds, prompts[text].length, options.maxTokens()));
    }
    double promptSeconds = 0;
    for (long step = 0; all.stream().anyMatch(Continuation::active); step++) {
      INDArray hidden = states.append(next);
      promptSeconds = step == 0 ? seconds(begin) : promptSeconds;
      boolean[] active = active(all);
      next = sampling.draw(hidden, active, step, prefixes);
      observer.step(step, hidden, next);
      for (int text = 0; text < texts; text++) {
        if (active[text]) {
          Continuation one = all.get(text);
          double now = seconds(begin);
          int[] ids = one.accept(next[text], prefixes[text].length, now);
          listener.onChunk(new GenerationListener.GeneratedChunk(text, ids, one.newText(), now));
        }
      }
      Arrays.fill(prefixes, new int[0]);
      if (listener.cancelled() || Thread.currentThread().isInterrupted()) {
        all.forEach(Continuation::cancel);
      }
    }
    double seconds = seconds(begin);
    List<Generation> results = new ArrayList<>();
    for (Continuation one : all) {
      results.add(one.result(promptSeconds, seconds));
    }
    return results;
  }

  private static boolean[] active(List<Continuation> all) {
    boolean[] active = new boolean[all.size()];
    for (int i = 0; i < active.length; i++) {
      active[i] = all.get(i).active();
    }
    return active;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }
}
