package org.calm4j.examples.cli;

import java.math.BigInteger;
import java.util.Map;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.LanguageModel;
import org.jspecify.annotations.Nullable;

/**
 * What texts have to be like for several models to be scored on them.
 *
 * @param tokenizer of all of them
 * @param contextTokens the longest text, whole chunks for all of them
 */
record SharedText(Tokenizer tokenizer, int contextTokens) {
  private static final int STANDARD_CONTEXT = 1024;

  /**
   * Looks for what the models share.
   *
   * @param models the models by name, at least one
   * @param context the longest text; null for 1024 tokens or what all models take
   * @return what they share
   * @throws IllegalArgumentException if tokenizers differ or the context does not fit a model
   */
  static SharedText of(Map<String, LanguageModel> models, @Nullable Integer context) {
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
      return new SharedText(tokenizer, Math.min(most, STANDARD_CONTEXT) / multiple * multiple);
    }
    if (context > most || context % multiple != 0) {
      throw new IllegalArgumentException(
          "a context of %d tokens does not fit the models: take a multiple of %d up to %d"
              .formatted(context, multiple, most / multiple * multiple));
    }
    return new SharedText(tokenizer, context);
  }

  private static int leastCommonMultiple(int a, int b) {
    return a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
  }
}
