package org.calm4j.eval.brier;

import java.util.List;
import org.calm4j.eval.bootstrap.Interval;

/**
 * A score and what has to be said with it. All scores and intervals are percentages.
 *
 * <p>The intervals come from resampling documents, so they cover the chance of the draws and that
 * of the text: what the score might have been on other documents of the kind. A score from one
 * document has none.
 *
 * @param terms sums of the terms, document by document
 * @param options how it was estimated
 * @param chunkSize K of the model
 * @param contextTokens the longest text; scores at different lengths do not compare
 * @param complete false if the evaluation was ended before its last text
 * @param factors {@code [4]}, intervals of Brier-1 to Brier-4; {@link Interval#NONE} if there are
 *     none
 * @param score interval of the score; {@link Interval#NONE} if there is none
 */
public record BrierResult(
    DocumentTerms terms,
    BrierOptions options,
    int chunkSize,
    int contextTokens,
    boolean complete,
    List<Interval> factors,
    Interval score) {

  static BrierResult of(
      DocumentTerms terms, BrierOptions options, int k, int contextTokens, boolean complete) {
    List<Interval> intervals =
        options.bootstrap().intervals(terms.count(), times -> statistics(terms.factors(times)));
    return new BrierResult(
        terms,
        options,
        k,
        contextTokens,
        complete,
        intervals.subList(0, BrierTerms.ORDERS),
        intervals.get(BrierTerms.ORDERS));
  }

  /** Four factors and the score, in percent. */
  static double[] statistics(double[] factors) {
    double[] result = new double[BrierTerms.ORDERS + 1];
    for (int n = 0; n < BrierTerms.ORDERS; n++) {
      result[n] = 100 * factors[n];
    }
    result[BrierTerms.ORDERS] = ProductRule.EACH_POSITIVE.score(factors);
    return result;
  }

  /**
   * Brier-1 to Brier-4.
   *
   * @return {@code [4]}, percentages
   */
  public double[] brier() {
    double[] brier = terms.factors();
    for (int n = 0; n < brier.length; n++) {
      brier[n] *= 100;
    }
    return brier;
  }

  /**
   * The score.
   *
   * @return 100 * (b1 b2 b3 b4)^(1/4), 0 if one factor is not positive
   */
  public double brierLm() {
    return ProductRule.EACH_POSITIVE.score(terms.factors());
  }

  /**
   * Number of starts that were counted.
   *
   * @return at least 1
   */
  public long positions() {
    return terms.positions();
  }

  /**
   * Number of documents that they belong to.
   *
   * @return at least 1
   */
  public int documents() {
    return terms.count();
  }
}
