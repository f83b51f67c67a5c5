package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.LayerNorm;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

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
    return normalized(scope, x, epsilon).mul(weight).add(bias);
  }

  /**
   * Writes the norm without weight and bias into a graph.
   *
   * @param scope the graph
   * @param x {@code [rows, size]}
   * @param size size of a row
   * @param epsilon added to the variance
   * @return {@code [rows, size]}
   */
  public static SDVariable plain(GraphScope scope, SDVariable x, int size, double epsilon) {
    if (!scope.fused()) {
      return normalized(scope, x, epsilon);
    }
    SDVariable ones = scope.graph().constant(Nd4j.ones(DataType.FLOAT, size));
    SDVariable zeros = scope.graph().constant(Nd4j.zeros(DataType.FLOAT, size));
    return new LayerNorm(scope.graph(), x, ones, zeros, epsilon).outputVariable();
  }

  private static SDVariable normalized(GraphScope scope, SDVariable x, double epsilon) {
    SDVariable centered = x.sub(x.mean(true, 1));
    SDVariable variance = centered.mul(centered).mean(true, 1);
    return centered.div(scope.graph().math().sqrt(variance.add(epsilon)));
  }
}
