package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.GatedHalves;
import org.calm4j.core.engine.op.Silu;
import org.nd4j.autodiff.samediff.SDVariable;

/** Activations without parameters. */
public final class Gates {
  private Gates() {}

  /**
   * silu(x) = x / (1 + exp(-x)).
   *
   * @param scope the graph
   * @param x any shape
   * @return the same shape
   */
  public static SDVariable silu(GraphScope scope, SDVariable x) {
    return scope.fused()
        ? new Silu(scope.graph(), x).outputVariable()
        // Not swish: its gradient is NaN where exp(-x) overflows.
        : x.mul(scope.graph().nn().sigmoid(x));
  }

  /**
   * silu(first half) * second half of every row.
   *
   * @param scope the graph
   * @param x {@code [rows, 2 n]}
   * @return {@code [rows, n]}
   */
  public static SDVariable halves(GraphScope scope, SDVariable x) {
    if (scope.fused()) {
      return new GatedHalves(scope.graph(), x).outputVariable();
    }
    SDVariable[] parts = scope.graph().split(x, 2, 1);
    return silu(scope, parts[0]).mul(parts[1]);
  }
}
