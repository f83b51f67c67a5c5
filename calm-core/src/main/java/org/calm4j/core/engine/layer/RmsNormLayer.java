package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.RmsNorm;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * y = w * x / sqrt(mean(x^2) + epsilon) over rows.
 *
 * @param name prefix of the parameter {@code name.weight} {@code [size]}
 * @param size size of a row
 * @param epsilon added under the root (published: 1e-6)
 */
public record RmsNormLayer(String name, int size, double epsilon) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        new ParameterSpec(name + ".weight", new long[] {size}, ParameterSpec.Start.ONES));
  }

  @Override
  public SDVariable apply(GraphScope scope, SDVariable x) {
    SDVariable weight = scope.weight(name + ".weight");
    if (scope.fused()) {
      return new RmsNorm(scope.graph(), x, weight, epsilon).outputVariable();
    }
    SDVariable meanSquare = x.mul(x).mean(true, 1);
    return x.div(scope.graph().math().sqrt(meanSquare.add(epsilon))).mul(weight);
  }
}
