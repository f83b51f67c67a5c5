package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.Embedding;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Rows of a table by id. The composed spelling is a product with one-hot rows: exact, with a right
 * gradient on any backend, and meant for small sizes.
 *
 * @param name prefix of the parameter {@code name.weight} {@code [vocabulary, size]}
 * @param vocabulary number of rows
 * @param size size of a row
 */
public record EmbeddingLayer(String name, int vocabulary, int size) implements Layer {

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        new ParameterSpec(
            name + ".weight", new long[] {vocabulary, size}, ParameterSpec.Start.NORMAL));
  }

  /** Looks ids {@code [count]} (INT32) up; gives {@code [count, size]}. */
  @Override
  public SDVariable apply(GraphScope scope, SDVariable ids) {
    return rows(scope, scope.weight(name + ".weight"), ids, vocabulary);
  }

  /**
   * Rows of any array by index.
   *
   * @param scope the graph
   * @param table {@code [count of rows, size]}
   * @param indices {@code [count]}, INT32
   * @param tableRows number of rows of the table if it is known, else -1
   * @return {@code [count, size]}
   */
  public static SDVariable rows(
      GraphScope scope, SDVariable table, SDVariable indices, int tableRows) {
    if (scope.fused()) {
      return new Embedding(scope.graph(), table, indices).outputVariable();
    }
    SDVariable oneHot = scope.graph().oneHot(indices, tableRows, -1, 1.0, 0.0, DataType.FLOAT);
    return scope.graph().mmul(oneHot, table);
  }
}
