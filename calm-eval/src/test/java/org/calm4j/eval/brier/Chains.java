package org.calm4j.eval.brier;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts of chains. */
final class Chains {
  private Chains() {}

  static EvaluationTexts texts(MarkovChain chain, int documents, int length, long seed) {
    Random random = new Random(seed);
    List<int[]> texts =
        IntStream.range(0, documents).mapToObj(i -> chain.text(length, random)).toList();
    return EvaluationTexts.of(texts, 60);
  }

  static double truth(MarkovChain chain, MarkovChain model) {
    return ProductRule.EACH_POSITIVE.score(chain.factorsOf(model));
  }
}
