package org.calm4j.core.engine.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.engine.op.Sum;
import org.calm4j.core.engine.op.WeightedSum;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    return used.computeIfAbsent(name, missing -> graph.var(missing, array(missing)));
  }

  /**
   * Some rows of a parameter, as a view: no copy, and it follows the parameter's values.
   *
   * @param name parameter name, of rank 1 or 2
   * @param from first row
   * @param count number of rows
   * @return its variable
   * @throws IllegalArgumentException if there is no such weight or it lacks these rows
   */
  public SDVariable weightRows(String name, long from, long count) {
    INDArray whole = array(name);
    if (from < 0 || count < 1 || from + count > whole.size(0)) {
      throw new IllegalArgumentException(
          "rows %d to %d lie outside the parameter %s of %d rows"
              .formatted(from, from + count, name, whole.size(0)));
    }
    String part = "%s/%d-%d".formatted(name, from, from + count);
    return used.computeIfAbsent(part, missing -> graph.var(missing, rows(whole, from, count)));
  }

  private static INDArray rows(INDArray array, long from, long count) {
    long[] shape = array.shape().clone();
    long width = array.length() / shape[0];
    shape[0] = count;
    return Nd4j.create(
        array.data(), shape, Nd4j.getStrides(shape, 'c'), array.offset() + from * width, 'c');
  }

  private INDArray array(String name) {
    INDArray array = weights.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the weights have no parameter " + name);
    }
    return array;
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

  /**
   * Adds two scalars, for example the terms of a loss.
   *
   * @param s factor of a
   * @param a scalar
   * @param t factor of b
   * @param b scalar
   * @return s a + t b
   */
  public SDVariable weightedSum(double s, SDVariable a, double t, SDVariable b) {
    return fused() ? new WeightedSum(graph, s, a, t, b).outputVariable() : a.mul(s).add(b.mul(t));
  }
}
