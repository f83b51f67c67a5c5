package org.calm4j.core.engine.layer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A piece of a model with parameters: x {@code [rows, in]} to y {@code [rows, out]}. */
public interface Layer {

  /**
   * The parameters, in a fixed order.
   *
   * @return their specifications
   */
  List<ParameterSpec> parameters();

  /**
   * Writes the layer into a graph.
   *
   * @param scope the graph and its weights
   * @param x input {@code [rows, in]}
   * @return output {@code [rows, out]}
   */
  SDVariable apply(GraphScope scope, SDVariable x);
}
