package org.calm4j.eval.brier;

import java.util.Map;
import java.util.TreeMap;

/** Adds terms up as texts are read. Holds a few numbers per document. */
final class DocumentSums {
  private final Map<Integer, Sum> sums = new TreeMap<>();
  private long positions;

  private static final class Sum {
    long positions;
    final double[] accuracy = new double[BrierTerms.ORDERS];
    final double[] collision = new double[BrierTerms.ORDERS];
  }

  void add(EvaluationText text, int k, BrierTerms terms) {
    int[] starts = terms.starts();
    for (int i = 0; i < starts.length; i++) {
      Sum sum = sums.computeIfAbsent(text.documentAt(starts[i], k), document -> new Sum());
      sum.positions++;
      for (int n = 0; n < BrierTerms.ORDERS; n++) {
        sum.accuracy[n] += (terms.first()[i][n] + terms.second()[i][n]) / 2;
        sum.collision[n] += terms.collision()[i][n];
      }
    }
    positions += starts.length;
  }

  long positions() {
    return positions;
  }

  DocumentTerms terms() {
    return new DocumentTerms(
        sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
        sums.values().stream().mapToLong(sum -> sum.positions).toArray(),
        sums.values().stream().map(sum -> sum.accuracy).toArray(double[][]::new),
        sums.values().stream().map(sum -> sum.collision).toArray(double[][]::new));
  }
}
