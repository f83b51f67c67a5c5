package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.TiedArgmax;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** The likeliest id under logits h E^T, E being the embedding table. */
public final class TiedArgmaxLayer {
  private TiedArgmaxLayer() {}

  /**
   * Writes the choice into a graph.
   *
   * @param scope the graph
   * @param hidden h, {@code [rows, size]}
   * @param table E, {@code [vocabulary, size]}
   * @return {@code [rows]}, INT32; of equal logits the lowest id
   */
  public static SDVariable apply(GraphScope scope, SDVariable hidden, SDVariable table) {
    if (scope.fused()) {
      return new TiedArgmax(scope.graph(), hidden, table).outputVariable();
    }
    SDVariable logits = scope.graph().mmul(hidden, table, false, true, false);
    return scope.graph().castTo(scope.graph().argmax(logits, 1), DataType.INT32);
  }
}
