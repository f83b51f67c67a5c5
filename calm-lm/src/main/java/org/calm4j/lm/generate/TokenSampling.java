package org.calm4j.lm.generate;

import org.calm4j.core.engine.kernel.Categorical;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.op.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws the next token of each text from the softmax of its logits: at any temperature exactly, by
 * one number per text and step, or the likeliest one. Used by one thread.
 */
final class TokenSampling implements StepSampling {
  /** Floats that a row's softmax touches, per id. */
  private static final int PASSES = 4;

  private final TokenHead head;
  private final Kernels kernels;
  private final GenerationOptions options;
  private final Draws draws;

  TokenSampling(TokenHead head, Kernels kernels, GenerationOptions options, Draws draws) {
    this.head = head;
    this.kernels = kernels;
    this.options = options;
    this.draws = draws;
  }

  @Override
  public int[][] draw(INDArray hidden, boolean[] active, long step, int[][] prefixes) {
    INDArray array = head.logits(hidden);
    Memory logits = Memory.of(array);
    int vocabulary = (int) array.size(1);
    int[][] tokens = new int[active.length][0];
    kernels
        .workers()
        .run(
            active.length,
            PASSES * vocabulary,
            (from, to) -> {
              for (int text = from; text < to; text++) {
                if (active[text]) {
                  tokens[text] = new int[] {token(logits, text, vocabulary, step)};
                }
              }
            });
    return tokens;
  }

  private int token(Memory logits, int text, int vocabulary, long step) {
    Categorical row = new Categorical(kernels.math(), logits, text * vocabulary, vocabulary);
    return options.greedy()
        ? row.likeliest()
        : row.choose(options.temperature(), draws.choice(text, step));
  }
}
