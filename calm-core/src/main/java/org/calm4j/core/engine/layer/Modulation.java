package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.GatedSum;
import org.calm4j.core.engine.op.ShiftScale;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * How a condition acts on rows: m {@code [groups, parts * size]} holds shift, scale and gate side
 * by side, and groups of n neighbouring rows share one of its rows (adaptive layer norm, Peebles
 * and Xie, arXiv 2212.09748).
 *
 * @param size size of a row
 * @param parts parts of m: 2 for shift and scale, 3 with a gate
 */
public record Modulation(int size, int parts) {

  /**
   * Writes x (1 + scale) + shift into a graph.
   *
   * @param scope the graph
   * @param x {@code [groups * n, size]}
   * @param m {@code [groups, parts * size]}
   * @param n rows of x per row of m; fused, it follows from the shapes
   * @return {@code [groups * n, size]}
   */
  public SDVariable shiftAndScale(GraphScope scope, SDVariable x, SDVariable m, int n) {
    if (scope.fused()) {
      return new ShiftScale(scope.graph(), x, m).outputVariable();
    }
    SameDiff graph = scope.graph();
    SDVariable scaled = grouped(graph, x, n).mul(part(graph, m, 1).add(1));
    return graph.reshape(scaled.add(part(graph, m, 0)), -1, size);
  }

  /**
   * Writes x + gate * branch into a graph.
   *
   * @param scope the graph
   * @param x {@code [groups * n, size]}
   * @param branch {@code [groups * n, size]}
   * @param m {@code [groups, 3 * size]}
   * @param n rows of x per row of m; fused, it follows from the shapes
   * @return {@code [groups * n, size]}
   */
  public SDVariable gated(GraphScope scope, SDVariable x, SDVariable branch, SDVariable m, int n) {
    if (scope.fused()) {
      return new GatedSum(scope.graph(), x, branch, m).outputVariable();
    }
    SameDiff graph = scope.graph();
    SDVariable gated = grouped(graph, branch, n).mul(part(graph, m, 2));
    return x.add(graph.reshape(gated, -1, size));
  }

  private SDVariable grouped(SameDiff graph, SDVariable x, int n) {
    return graph.reshape(x, -1, n, size);
  }

  private SDVariable part(SameDiff graph, SDVariable m, int index) {
    return graph.reshape(graph.split(m, parts, 1)[index], -1, 1, size);
  }
}
