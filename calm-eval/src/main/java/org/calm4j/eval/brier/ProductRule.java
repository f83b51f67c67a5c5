package org.calm4j.eval.brier;

/** How the four factors make one score: their geometric mean, in percent, and what if one fails. */
public enum ProductRule {
  /** 0 as soon as one factor is not positive: a model that fails at one length has no score. */
  EACH_POSITIVE {
    @Override
    boolean fails(double[] factors, double product) {
      for (double factor : factors) {
        if (!(factor > 0)) {
          return true;
        }
      }
      return false;
    }
  },

  /**
   * 0 if the product is not positive, as the published evaluation has it: an even count of negative
   * factors passes. To reproduce its numbers, for nothing else.
   */
  PUBLISHED {
    @Override
    boolean fails(double[] factors, double product) {
      return !(product > 0);
    }
  };

  abstract boolean fails(double[] factors, double product);

  /**
   * The combined score, 100 * (b1 b2 b3 b4)^(1/4) (paper section 4.2).
   *
   * @param factors {@code [4]}, Brier-1 to Brier-4 as fractions, each at most 1
   * @return in [0, 100]; NaN if a factor is NaN
   * @throws IllegalArgumentException if there are not four factors
   */
  public double score(double... factors) {
    if (factors.length != BrierTerms.ORDERS) {
      throw new IllegalArgumentException(
          "BrierLM has %d factors, got %d".formatted(BrierTerms.ORDERS, factors.length));
    }
    double product = 1;
    for (double factor : factors) {
      product *= factor;
    }
    if (Double.isNaN(product)) {
      return Double.NaN;
    }
    return fails(factors, product) ? 0 : 100 * Math.pow(product, 1.0 / BrierTerms.ORDERS);
  }
}
