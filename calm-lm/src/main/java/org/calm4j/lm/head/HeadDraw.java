package org.calm4j.lm.head;

import org.calm4j.core.engine.layer.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Random numbers that the loss of a head reads.
 *
 * @param placeholder its name in the graph
 * @param stream name of the stream of random numbers, behind what they are drawn for
 * @param distribution how they are distributed
 * @param perPosition rows per position
 * @param width numbers per row
 */
public record HeadDraw(
    String placeholder, String stream, Distribution distribution, int perPosition, int width) {

  /** Declares the placeholder. */
  SDVariable declare(GraphScope scope) {
    return scope.graph().placeHolder(placeholder, DataType.FLOAT, -1, width);
  }

  /**
   * Shape of the placeholder.
   *
   * @param positions positions that predict
   * @return {@code [positions * perPosition, width]}, the rows of a position side by side
   */
  public long[] shape(long positions) {
    return new long[] {positions * perPosition, width};
  }
}
