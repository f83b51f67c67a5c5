package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.core.engine.op.CausalAttention;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Whole rows of text, each position seeing the positions from its start to itself.
 *
 * @param positions {@code [texts * length]}, INT32
 * @param starts first position that each position sees, {@code [texts, length]} INT32
 * @param length positions per text; only the composed spelling needs to know it
 */
public record TextContext(SDVariable positions, SDVariable starts, int length)
    implements AttentionContext {

  @Override
  public SDVariable attend(
      GraphScope scope, int layer, SDVariable q, SDVariable k, SDVariable v, AttentionShape shape) {
    if (scope.fused()) {
      return new CausalAttention(scope.graph(), q, k, v, starts, shape).outputVariable();
    }
    SameDiff graph = scope.graph();
    int d = shape.headDim();
    SDVariable queries = heads(graph, q, shape.heads(), d);
    SDVariable keys = repeated(graph, heads(graph, k, shape.keyValueHeads(), d), shape);
    SDVariable values = repeated(graph, heads(graph, v, shape.keyValueHeads(), d), shape);
    SDVariable scores = graph.mmul(queries, keys, false, true, false).mul(1 / Math.sqrt(d));
    SDVariable weights = graph.nn().softmax(scores.add(mask(graph)), 3);
    SDVariable out = graph.permute(graph.mmul(weights, values), 0, 2, 1, 3);
    return graph.reshape(out, -1, (long) shape.heads() * d);
  }

  /** [texts * length, heads * d] to [texts, heads, length, d]. */
  private SDVariable heads(SameDiff graph, SDVariable x, int heads, int d) {
    return graph.permute(graph.reshape(x, -1, length, heads, d), 0, 2, 1, 3);
  }

  /** Every key/value head as often as it has query heads. */
  private SDVariable repeated(SameDiff graph, SDVariable x, AttentionShape shape) {
    int group = shape.heads() / shape.keyValueHeads();
    if (group == 1) {
      return x;
    }
    int d = shape.headDim();
    SDVariable one = graph.reshape(x, -1, shape.keyValueHeads(), 1, (long) length * d);
    return graph.reshape(graph.tile(one, 1, 1, group, 1), -1, shape.heads(), length, d);
  }

  /** 0 where position i sees position j, a large negative number elsewhere; [texts, 1, i, j]. */
  private SDVariable mask(SameDiff graph) {
    SDVariable from = graph.castTo(graph.reshape(starts, -1, 1, length, 1), DataType.FLOAT);
    SDVariable ascending = graph.range(0, length, 1, DataType.FLOAT);
    SDVariable i = graph.reshape(ascending, 1, 1, length, 1);
    SDVariable j = graph.reshape(ascending, 1, 1, 1, length);
    SDVariable behind = graph.castTo(j.gt(i), DataType.FLOAT);
    SDVariable before = graph.castTo(j.lt(from), DataType.FLOAT);
    return behind.add(before).mul(-1e9);
  }
}
