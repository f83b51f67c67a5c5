package org.calm4j.core.engine.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.engine.op.Sum;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph under construction: the graph, the spelling and the weights it refers to. The
 * graph holds the weights' own arrays, so an optimiser that changes them changes the graph. Not
 * thread-safe.
 */
public final class GraphScope {
  private final SameDiff graph = SameDiff.create();
  private final Spelling spelling;
  private final Map<String, INDArray> weights;
  private final Map<String, SDVariable> used = new LinkedHashMap<>();

  /**
   * Starts a graph.
   *
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   */
  public GraphScope(Spelling spelling, Map<String, INDArray> weights) {
    this.spelling = spelling;
    this.weights = weights;
    // The holders that SameDiff starts with keep a second copy of every array.
    graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
  }

  /**
   * The graph.
   *
   * @return SameDiff's graph, with everything written so far
   */
  public SameDiff graph() {
    return graph;
  }

  /**
   * Whether layers use fused ops.
   *
   * @return true for {@link Spelling#FUSED}
   */
  public boolean fused() {
    return spelling == Spelling.FUSED;
  }

  /**
   * The variable of a parameter, the same one however often it is asked for.
   *
   * @param name parameter name
   * @return its variable
   * @throws IllegalArgumentException if there is no such weight
   */
  public SDVariable weight(String name) {
    return used.computeIfAbsent(
        name,
        missing -> {
          INDArray array = weights.get(missing);
          if (array == null) {
            throw new IllegalArgumentException("the weights have no parameter " + missing);
          }
          return graph.var(missing, array);
        });
  }

  /**
   * Adds two arrays of one shape.
   *
   * @param a any shape
   * @param b the same shape
   * @return a + b
   */
  public SDVariable sum(SDVariable a, SDVariable b) {
    return fused() ? new Sum(graph, a, b).outputVariable() : a.add(b);
  }
}
