package org.calm4j.eval.brier;

/** How the terms of BrierLM are estimated from draws. Both are unbiased. */
public enum BrierEstimator {
  /**
   * Two samples per place, as published (paper section 4.2): a factor is the mean of {@code 1{x1 =
   * y} + 1{x2 = y} - 1{x1 = x2}}. Scores of this estimator compare with those of the paper.
   */
  PUBLISHED,

  /**
   * All pairs of N samples per place (a U-statistic): the same expectation as {@link #PUBLISHED},
   * less variance with every further sample.
   *
   * <p>Unbiased: the accuracy term is a product over chunks of the mean match of N draws, whose
   * factors are independent and each have the probability of the true chunk as expectation, so that
   * the product has the probability of the true n tokens. The collision term is the share of the
   * N(N-1)/2 pairs of N independent roll-outs that agree in n tokens, and every pair has the
   * probability of agreement as expectation, however the pairs depend on each other; a roll-out
   * that no other agrees with may stop, since no pair of it can agree any more.
   */
  PAIRS
}
