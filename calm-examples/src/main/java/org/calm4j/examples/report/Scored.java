package org.calm4j.examples.report;

import java.util.Locale;
import java.util.Map;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.report.Shown;
import org.calm4j.lm.LanguageModel;
import org.jspecify.annotations.Nullable;

/**
 * What models that are scored on one text have in common.
 *
 * @param tokenizer of all of them
 * @param contextTokens the longest text, whole chunks for all of them
 */
public record Scored(Tokenizer tokenizer, int contextTokens) {
  private static final int STANDARD_CONTEXT = 1024;

  /**
   * Looks for it.
   *
   * @param models the models by name, at least one
   * @param context the longest text; null for 1024 tokens or what all models take
   * @return what they share
   * @throws IllegalArgumentException if tokenizers differ or the context does not fit a model
   */
  public static Scored of(Map<String, LanguageModel> models, @Nullable Integer context) {
    Map.Entry<String, LanguageModel> first = models.entrySet().iterator().next();
    Tokenizer tokenizer = first.getValue().tokenizer();
    int most = Integer.MAX_VALUE;
    int multiple = 1;
    for (Map.Entry<String, LanguageModel> one : models.entrySet()) {
      if (!one.getValue().tokenizer().identity().equals(tokenizer.identity())) {
        throw new IllegalArgumentException(
            "%s and %s have different tokenizers, so they do not score the same tokens: compare models of one tokenizer"
                .formatted(first.getKey(), one.getKey()));
      }
      most = Math.min(most, one.getValue().rollouts().contextTokens());
      multiple = leastCommonMultiple(multiple, one.getValue().rollouts().chunkSize());
    }
    if (context == null) {
      return new Scored(tokenizer, Math.min(most, STANDARD_CONTEXT) / multiple * multiple);
    }
    if (context > most || context % multiple != 0) {
      throw new IllegalArgumentException(
          "a context of %d tokens does not fit the models: take a multiple of %d up to %d"
              .formatted(context, multiple, most / multiple * multiple));
    }
    return new Scored(tokenizer, context);
  }

  private static int leastCommonMultiple(int a, int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      int rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  /**
   * How two scores differ, in a sentence.
   *
   * @param first name of a model
   * @param second name of another
   * @param comparison the difference of the first and the second
   * @param confidence of its interval
   * @return one line
   */
  public static String describe(
      String first, String second, BrierComparison comparison, double confidence) {
    Interval interval = comparison.interval();
    String line =
        String.format(Locale.ROOT, "%s - %s: %+.2f", first, second, comparison.difference());
    return interval.isKnown()
        ? line
            + String.format(
                Locale.ROOT,
                ", %s interval [%+.2f, %+.2f]%s",
                Shown.confidence(confidence),
                interval.low(),
                interval.high(),
                comparison.isSignificant() ? "" : ": may be chance")
        : line;
  }
}
