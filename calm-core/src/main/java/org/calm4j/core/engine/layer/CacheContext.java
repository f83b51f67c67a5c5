package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.core.engine.op.CachedAttention;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * New positions behind those that caches remember: for generation, fused spelling only.
 *
 * @param positions {@code [rows * count]}, INT32
 * @param keys a key cache per layer, {@code [rows, kvHeads, d, capacity]}
 * @param values a value cache per layer, {@code [rows, kvHeads, capacity, d]}
 * @param lengths positions in the caches, {@code [rows]} INT32
 */
public record CacheContext(
    SDVariable positions, List<SDVariable> keys, List<SDVariable> values, SDVariable lengths)
    implements AttentionContext {

  @Override
  public SDVariable attend(
      GraphScope scope, int layer, SDVariable q, SDVariable k, SDVariable v, AttentionShape shape) {
    if (!scope.fused()) {
      throw new IllegalArgumentException(
          "a key/value cache needs the fused spelling: composed, compute the whole text anew");
    }
    SDVariable keyCache = keys.get(layer);
    SDVariable valueCache = values.get(layer);
    return new CachedAttention(scope.graph(), q, k, v, keyCache, valueCache, lengths, shape)
        .outputVariable();
  }
}
