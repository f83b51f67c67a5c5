package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.TiedCrossEntropy;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Mean cross-entropy of logits h E^T against labels, E being the output matrix: the embedding table
 * or one of its own.
 */
public final class TiedCrossEntropyLoss {
  private TiedCrossEntropyLoss() {}

  /**
   * Writes the loss into a graph.
   *
   * @param scope the graph
   * @param hidden h, {@code [rows, size]}
   * @param table E, {@code [vocabulary, size]}
   * @param labels {@code [rows]}, INT32; rows with a negative label do not count
   * @param vocabulary number of rows of the table
   * @return the mean over the rows that count, in nats; a scalar
   */
  public static SDVariable apply(
      GraphScope scope, SDVariable hidden, SDVariable table, SDVariable labels, int vocabulary) {
    if (scope.fused()) {
      return new TiedCrossEntropy(scope.graph(), hidden, table, labels).outputVariables()[0];
    }
    SDVariable logits = scope.graph().mmul(hidden, table, false, true, false);
    SDVariable logProbabilities = scope.graph().nn().logSoftmax(logits, 1);
    // A negative label has an all-zero one-hot row.
    SDVariable target = scope.graph().oneHot(labels, vocabulary, -1, 1.0, 0.0, DataType.FLOAT);
    SDVariable count = scope.graph().math().max(target.sum(), scope.graph().constant(1f));
    return logProbabilities.mul(target).sum().neg().div(count);
  }
}
