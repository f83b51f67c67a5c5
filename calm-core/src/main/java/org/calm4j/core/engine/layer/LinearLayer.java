package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.Linear;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * y = x W^T + b.
 *
 * @param name prefix of the parameters {@code name.weight} {@code [out, in]} and {@code name.bias}
 * @param in size of a row of x
 * @param out size of a row of y
 * @param bias whether there is a bias
 */
public record LinearLayer(String name, int in, int out, boolean bias) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    ParameterSpec weight =
        new ParameterSpec(name + ".weight", new long[] {out, in}, ParameterSpec.Start.NORMAL);
    return bias
        ? List.of(
            weight, new ParameterSpec(name + ".bias", new long[] {out}, ParameterSpec.Start.ZEROS))
        : List.of(weight);
  }

  @Override
  public SDVariable apply(GraphScope scope, SDVariable x) {
    return apply(
        scope, x, scope.weight(name + ".weight"), bias ? scope.weight(name + ".bias") : null);
  }

  /**
   * Writes a part of the layer: some of the entries of y.
   *
   * @param scope the graph and its weights
   * @param x input {@code [rows, in]}
   * @param from first entry of y
   * @param count number of entries
   * @return output {@code [rows, count]}
   */
  public SDVariable applyPart(GraphScope scope, SDVariable x, int from, int count) {
    return apply(
        scope,
        x,
        scope.weightRows(name + ".weight", from, count),
        bias ? scope.weightRows(name + ".bias", from, count) : null);
  }

  private static SDVariable apply(
      GraphScope scope, SDVariable x, SDVariable weight, @Nullable SDVariable bias) {
    if (scope.fused()) {
      return new Linear(scope.graph(), x, weight, bias).outputVariable();
    }
    SDVariable product = scope.graph().mmul(x, weight, false, true, false);
    return bias == null ? product : product.add(bias);
  }
}
