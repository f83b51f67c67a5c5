package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.core.engine.op.BranchAttention;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Rows that go on from places of one text: each sees a stretch of the text, branches that were made
 * before, and itself. All rows share the text's keys and values. No gradient.
 *
 * @param positions place of the branch plus its depth, {@code [rows]} INT32
 * @param starts first position of the text that each row sees, {@code [rows]} INT32
 * @param ends position of the text after the last that each row sees, {@code [rows]} INT32
 * @param ancestors slots of the branches that each row sees, {@code [rows, depth]} INT32, or -1
 * @param caches what each layer remembers
 * @param capacity positions of text in the caches, a multiple of 16
 * @param slots branches in the caches; only the composed spelling needs to know it
 * @param depth ancestors per row; only the composed spelling needs to know it
 */
public record BranchContext(
    SDVariable positions,
    SDVariable starts,
    SDVariable ends,
    SDVariable ancestors,
    List<BranchCache> caches,
    int capacity,
    int slots,
    int depth)
    implements AttentionContext {

  @Override
  public SDVariable attend(
      GraphScope scope, int layer, SDVariable q, SDVariable k, SDVariable v, AttentionShape shape) {
    BranchCache cache = caches.get(layer);
    SameDiff graph = scope.graph();
    if (scope.fused()) {
      return new BranchAttention(
              graph,
              q,
              k,
              v,
              cache.textKeys(),
              cache.textValues(),
              cache.branchKeys(),
              cache.branchValues(),
              starts,
              ends,
              ancestors,
              shape)
          .outputVariable();
    }
    int kv = shape.keyValueHeads();
    int group = shape.heads() / kv;
    int d = shape.headDim();
    int others = capacity + slots;
    SDVariable byHead = graph.permute(graph.reshape(q, -1, kv, group, d), 1, 0, 2, 3);
    SDVariable queries = graph.reshape(byHead, kv, -1, d);
    SDVariable own = graph.permute(graph.reshape(k, -1, kv, 1, d), 1, 0, 2, 3);
    SDVariable branchKeys = graph.permute(graph.reshape(cache.branchKeys(), slots, kv, d), 1, 2, 0);
    SDVariable keys = graph.concat(2, cache.textKeys(), branchKeys);
    SDVariable ofOthers = graph.reshape(graph.mmul(queries, keys), kv, -1, group, others);
    SDVariable ofOwn = graph.sum(byHead.mul(own), true, 3);
    SDVariable scores = graph.concat(3, ofOthers, ofOwn).mul(1 / Math.sqrt(d));
    SDVariable weights = graph.nn().softmax(scores.add(mask(graph)), 3);
    SDVariable branchValues =
        graph.permute(graph.reshape(cache.branchValues(), slots, kv, d), 1, 0, 2);
    SDVariable values = graph.concat(1, cache.textValues(), branchValues);
    SDVariable ofText = graph.reshape(columns(graph, weights, 0, others), kv, -1, others);
    SDVariable seen = graph.reshape(graph.mmul(ofText, values), kv, -1, group, d);
    SDVariable ownValues = graph.permute(graph.reshape(v, -1, kv, 1, d), 1, 0, 2, 3);
    SDVariable out = seen.add(columns(graph, weights, others, 1).mul(ownValues));
    return graph.reshape(graph.permute(out, 1, 0, 2, 3), -1, (long) shape.heads() * d);
  }

  /** Some columns of the last axis. */
  private static SDVariable columns(SameDiff graph, SDVariable x, int from, int count) {
    return graph.slice(x, new int[] {0, 0, 0, from}, -1, -1, -1, count);
  }

  /** 0 where a row sees a position, slot or itself, a large negative number elsewhere. */
  private SDVariable mask(SameDiff graph) {
    SDVariable places = graph.reshape(graph.range(0, capacity, 1, DataType.FLOAT), 1, capacity);
    SDVariable first = graph.reshape(graph.castTo(starts, DataType.FLOAT), -1, 1);
    SDVariable end = graph.reshape(graph.castTo(ends, DataType.FLOAT), -1, 1);
    SDVariable before = graph.castTo(places.lt(first), DataType.FLOAT);
    SDVariable behind = graph.castTo(places.gte(end), DataType.FLOAT);
    SDVariable numbers = graph.reshape(graph.range(0, slots, 1, DataType.FLOAT), 1, 1, slots);
    SDVariable wanted = graph.reshape(graph.castTo(ancestors, DataType.FLOAT), -1, depth, 1);
    SDVariable visible = graph.sum(graph.castTo(wanted.eq(numbers), DataType.FLOAT), false, 1);
    SDVariable hidden = graph.concat(1, before.add(behind), visible.rsub(1), first.mul(0));
    return graph.reshape(hidden.mul(-1e9), 1, -1, 1, capacity + slots + 1L);
  }
}
