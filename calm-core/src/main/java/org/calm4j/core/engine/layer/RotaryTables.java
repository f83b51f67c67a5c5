package org.calm4j.core.engine.layer;

import org.calm4j.core.engine.op.Rotary;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rotary positions of a graph: the pair (x[i], x[i + d/2]) of a head of width d is turned by the
 * angle position * theta^(-2 i / d).
 *
 * @param cos cosines {@code [positions, d / 2]}
 * @param sin sines {@code [positions, d / 2]}
 * @param size number of positions
 * @param headDim width of a head, d
 */
public record RotaryTables(SDVariable cos, SDVariable sin, int size, int headDim) {

  /**
   * Puts the tables into a graph, computed in float64 and rounded once.
   *
   * @param scope the graph
   * @param size number of positions
   * @param headDim width of a head, even
   * @param theta base of the angles
   * @return the tables
   */
  public static RotaryTables of(GraphScope scope, int size, int headDim, double theta) {
    int half = headDim / 2;
    INDArray cos = Nd4j.createUninitializedDetached(DataType.FLOAT, size, half);
    INDArray sin = Nd4j.createUninitializedDetached(DataType.FLOAT, size, half);
    for (int position = 0; position < size; position++) {
      for (int i = 0; i < half; i++) {
        double angle = position * Math.pow(theta, -2.0 * i / headDim);
        cos.data().put((long) position * half + i, (float) Math.cos(angle));
        sin.data().put((long) position * half + i, (float) Math.sin(angle));
      }
    }
    SameDiff graph = scope.graph();
    return new RotaryTables(
        graph.constant("rotary.cos", cos), graph.constant("rotary.sin", sin), size, headDim);
  }

  /**
   * Turns the heads of every row.
   *
   * @param scope the graph
   * @param x {@code [rows, heads * d]}
   * @param positions {@code [rows]}, INT32
   * @param heads number of heads
   * @return {@code [rows, heads * d]}
   */
  public SDVariable turn(GraphScope scope, SDVariable x, SDVariable positions, int heads) {
    if (scope.fused()) {
      return new Rotary(scope.graph(), x, cos, sin, positions).outputVariable();
    }
    SameDiff graph = scope.graph();
    int half = headDim / 2;
    SDVariable c = graph.reshape(EmbeddingLayer.rows(scope, cos, positions, size), -1, 1, half);
    SDVariable s = graph.reshape(EmbeddingLayer.rows(scope, sin, positions, size), -1, 1, half);
    SDVariable[] parts = graph.split(graph.reshape(x, -1, heads, headDim), 2, 2);
    SDVariable first = parts[0].mul(c).sub(parts[1].mul(s));
    SDVariable second = parts[1].mul(c).add(parts[0].mul(s));
    return graph.reshape(graph.concat(2, first, second), -1, (long) heads * headDim);
  }
}
