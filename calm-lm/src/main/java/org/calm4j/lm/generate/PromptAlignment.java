package org.calm4j.lm.generate;

/**
 * What to do with a prompt whose length K does not divide: positions are chunks of K tokens, and
 * the last r tokens of the prompt fill no chunk. {@code docs/results.md} has what each is worth.
 */
public enum PromptAlignment {
  /**
   * The first chunk that is generated begins with the r tokens: candidates are drawn until one
   * does, which is an exact draw from the model given the whole prompt. If none of the candidates
   * does, the one that agrees with most of them gives the tokens behind them. The default.
   */
  MATCH,

  /** Padding goes before the prompt, so that it ends with a chunk. */
  LEFT_PADDING,

  /** Padding goes behind the prompt, as in the published code, and the text goes on behind it. */
  RIGHT_PADDING
}
