package org.calm4j.core.engine.layer;

import java.util.List;
import java.util.stream.Stream;
import org.calm4j.core.engine.op.AttentionShape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Grouped-query attention of Llama with rotary positions, without biases.
 *
 * @param name prefix of {@code q_proj}, {@code k_proj}, {@code v_proj} and {@code o_proj}
 * @param size size of a row of input and output
 * @param shape heads and their width
 */
public record AttentionLayer(String name, int size, AttentionShape shape) {

  private LinearLayer q() {
    return new LinearLayer(name + ".q_proj", size, shape.heads() * shape.headDim(), false);
  }

  private LinearLayer k() {
    return new LinearLayer(name + ".k_proj", size, shape.keyValueHeads() * shape.headDim(), false);
  }

  private LinearLayer v() {
    return new LinearLayer(name + ".v_proj", size, shape.keyValueHeads() * shape.headDim(), false);
  }

  private LinearLayer o() {
    return new LinearLayer(name + ".o_proj", shape.heads() * shape.headDim(), size, false);
  }

  /**
   * The parameters.
   *
   * @return four weights
   */
  public List<ParameterSpec> parameters() {
    return Stream.of(q(), k(), v(), o()).flatMap(layer -> layer.parameters().stream()).toList();
  }

  /**
   * Writes the layer into a graph.
   *
   * @param scope the graph and its weights
   * @param x {@code [rows, size]}
   * @param rotary tables of positions
   * @param context what each row sees
   * @param layer number of the layer, from 0
   * @return {@code [rows, size]}
   */
  public SDVariable apply(
      GraphScope scope, SDVariable x, RotaryTables rotary, AttentionContext context, int layer) {
    SDVariable positions = context.positions();
    SDVariable queries = rotary.turn(scope, q().apply(scope, x), positions, shape.heads());
    SDVariable keys = rotary.turn(scope, k().apply(scope, x), positions, shape.keyValueHeads());
    SDVariable values = v().apply(scope, x);
    return o().apply(scope, context.attend(scope, layer, queries, keys, values, shape));
  }
}
