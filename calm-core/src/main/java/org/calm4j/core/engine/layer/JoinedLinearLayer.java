package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.JoinedLinear;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A linear map of K joined rows of a table, for example of the embeddings of a chunk's tokens.
 *
 * @param name prefix of {@code name.weight} {@code [out, k * size]} and {@code name.bias}
 * @param size size of a row of the table
 * @param k rows that are joined
 * @param out size of a row of the result
 */
public record JoinedLinearLayer(String name, int size, int k, int out) {

  private LinearLayer linear() {
    return new LinearLayer(name, k * size, out, true);
  }

  /**
   * The parameters.
   *
   * @return weight and bias
   */
  public List<ParameterSpec> parameters() {
    return linear().parameters();
  }

  /**
   * Writes the layer into a graph.
   *
   * @param scope the graph and its weights
   * @param table {@code [count, size]}; composed, the rows of all tokens in order
   * @param indices row of the table for each token, {@code [chunks * k]} INT32; not used composed
   * @return {@code [chunks, out]}
   */
  public SDVariable apply(GraphScope scope, SDVariable table, SDVariable indices) {
    if (scope.fused()) {
      SDVariable weight = scope.weight(name + ".weight");
      SDVariable bias = scope.weight(name + ".bias");
      return new JoinedLinear(scope.graph(), table, indices, weight, bias).outputVariable();
    }
    return linear().apply(scope, scope.graph().reshape(table, -1, (long) k * size));
  }
}
