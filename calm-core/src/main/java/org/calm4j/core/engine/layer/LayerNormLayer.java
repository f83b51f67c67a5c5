package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.LayerNorm;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * y = w * (x - mean) / sqrt(var + epsilon) + b over rows, with the population variance.
 *
 * @param name prefix of the parameters {@code name.weight} and {@code name.bias} {@code [size]}
 * @param size size of a row
 * @param epsilon added to the variance (published: 1e-6)
 */
public record LayerNormLayer(String name, int size, double epsilon) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        new ParameterSpec(name + ".weight", new long[] {size}, ParameterSpec.Start.ONES),
        new ParameterSpec(name + ".bias", new long[] {size}, ParameterSpec.Start.ZEROS));
  }

  @Override
  public SDVariable apply(GraphScope scope, SDVariable x) {
    SDVariable weight = scope.weight(name + ".weight");
    SDVariable bias = scope.weight(name + ".bias");
    if (scope.fused()) {
      return new LayerNorm(scope.graph(), x, weight, bias, epsilon).outputVariable();
    }
    SDVariable centered = x.sub(x.mean(true, 1));
    SDVariable variance = centered.mul(centered).mean(true, 1);
    return centered.div(scope.graph().math().sqrt(variance.add(epsilon))).mul(weight).add(bias);
  }
}
