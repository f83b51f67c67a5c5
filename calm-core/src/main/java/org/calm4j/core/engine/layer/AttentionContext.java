package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.AttentionShape;
import org.nd4j.autodiff.samediff.SDVariable;

/** What a position sees besides itself: its own text up to there, or what caches remember. */
public sealed interface AttentionContext
    permits TextContext, CacheContext, BranchContext, RecordingContext {

  /**
   * Position of every row, for the rotary embedding.
   *
   * @return {@code [rows]}, INT32
   */
  SDVariable positions();

  /**
   * Writes the attention of one layer into a graph.
   *
   * @param scope the graph
   * @param layer number of the layer, from 0
   * @param q turned queries {@code [rows, heads * d]}
   * @param k turned keys {@code [rows, kvHeads * d]}
   * @param v values {@code [rows, kvHeads * d]}
   * @param shape heads and their width
   * @return {@code [rows, heads * d]}
   */
  SDVariable attend(
      GraphScope scope, int layer, SDVariable q, SDVariable k, SDVariable v, AttentionShape shape);
}
