package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.ConditionedLinear;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A linear map of [x | c] where n neighbouring rows of x share one condition c.
 *
 * @param name prefix of {@code name.weight} {@code [out, size + condition]} and {@code name.bias}
 * @param size size of a row of x
 * @param condition size of a row of c
 * @param out size of a row of the result
 */
public record ConditionedLinearLayer(String name, int size, int condition, int out) {

  /**
   * The parameters.
   *
   * @return weight and bias
   */
  public List<ParameterSpec> parameters() {
    return new LinearLayer(name, size + condition, out, true).parameters();
  }

  /**
   * Writes the layer into a graph.
   *
   * @param scope the graph and its weights
   * @param x {@code [groups * n, size]}
   * @param c {@code [groups, condition]}
   * @param n rows of x per row of c
   * @return {@code [groups * n, out]}
   */
  public SDVariable apply(GraphScope scope, SDVariable x, SDVariable c, int n) {
    if (scope.fused()) {
      SDVariable weight = scope.weight(name + ".weight");
      SDVariable bias = scope.weight(name + ".bias");
      return new ConditionedLinear(scope.graph(), x, c, weight, bias).outputVariable();
    }
    SDVariable repeated = scope.graph().tile(scope.graph().reshape(c, -1, 1, condition), 1, n, 1);
    SDVariable joined = scope.graph().concat(1, x, scope.graph().reshape(repeated, -1, condition));
    return new LinearLayer(name, size + condition, out, true).apply(scope, joined);
  }
}
