package org.calm4j.core.engine.layer;

import java.util.List;
import org.calm4j.core.engine.op.Embedding;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of a table by id. The composed spelling is a product with one-hot rows: exact, with a right
 * gradient on any backend, and meant for small sizes.
 *
 * @param name prefix of the parameter {@code name.weight} {@code [vocabulary, size]}
 * @param vocabulary number of rows
 * @param size size of a row
 * @param still a row that never gets a gradient, -1 for none
 */
public record EmbeddingLayer(String name, int vocabulary, int size, int still) implements Layer {

  /**
   * A table all of whose rows learn.
   *
   * @param name prefix of the parameter {@code name.weight} {@code [vocabulary, size]}
   * @param vocabulary number of rows
   * @param size size of a row
   */
  public EmbeddingLayer(String name, int vocabulary, int size) {
    this(name, vocabulary, size, -1);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        new ParameterSpec(
            name + ".weight", new long[] {vocabulary, size}, ParameterSpec.Start.NORMAL));
  }

  /** Looks ids {@code [count]} (INT32) up; gives {@code [count, size]}. */
  @Override
  public SDVariable apply(GraphScope scope, SDVariable ids) {
    SDVariable table = scope.weight(name + ".weight");
    if (still < 0) {
      return rows(scope, table, ids, vocabulary);
    }
    if (scope.fused()) {
      return new Embedding(scope.graph(), table, ids, still).outputVariable();
    }
    INDArray learns = Nd4j.ones(DataType.FLOAT, vocabulary, 1);
    learns.putScalar(still, 0, 0);
    SDVariable learning = rows(scope, table.mul(scope.graph().constant(learns)), ids, vocabulary);
    // The still row never changes, so it may stand in the graph as it is.
    INDArray row = table.getArr().getRow(still, true).dup();
    SDVariable isStill = scope.graph().castTo(ids.eq(still), DataType.FLOAT);
    SDVariable fixed = scope.graph().reshape(isStill, -1, 1).mul(scope.graph().constant(row));
    return learning.add(fixed);
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
