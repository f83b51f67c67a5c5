package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;

/**
 * Some neighbouring queries of one head and all that they see: what one thread works on. Its
 * matrices are made once and move with it from tile to tile.
 */
final class AttentionTile {
  private final AttentionRows rows;
  private final Memory room;
  private final List<Matrix> likeQueries = new ArrayList<>();
  private final List<Matrix> likeKeys = new ArrayList<>();
  private final List<Matrix> likeWeights = new ArrayList<>();
  private final Factor queries;
  private final Factor turnedKeys;
  private final Matrix weights;
  private int text;
  private int first;
  private int count;
  private int from;

  /**
   * A tile without a place.
   *
   * @param room for weights, as many times {@link AttentionRows#tileFloats} as there are matrices
   *     of them
   */
  AttentionTile(AttentionRows rows, Memory room) {
    this.rows = rows;
    this.room = room;
    queries = new Factor(inQueries(rows.q), false);
    turnedKeys = new Factor(inKeys(rows.k), true);
    weights = inWeights();
  }

  /** The head's entries of the tile's queries, in an array like the queries. */
  Matrix inQueries(Memory like) {
    return added(likeQueries, like);
  }

  /** The head's entries of the positions that the tile sees, in an array like the keys. */
  Matrix inKeys(Memory like) {
    return added(likeKeys, like);
  }

  /** One row per query with an entry for each position that the tile sees. */
  Matrix inWeights() {
    return added(likeWeights, room);
  }

  private static Matrix added(List<Matrix> matrices, Memory memory) {
    Matrix matrix = new Matrix(memory);
    matrices.add(matrix);
    return matrix;
  }

  /** The first matrix of weights. */
  Matrix weights() {
    return weights;
  }

  /** Goes to some neighbours of a head. */
  void move(int text, int head, int first, int count) {
    this.text = text;
    this.first = first;
    this.count = count;
    from = rows.seenFrom(text, first, count);
    AttentionShape shape = rows.shape;
    int query = rows.queryAt(text, first, head);
    for (int i = 0; i < likeQueries.size(); i++) {
      likeQueries.get(i).move(query, count, shape.headDim(), shape.queryWidth());
    }
    int key = rows.keyAt(text, from, head / shape.group());
    for (int i = 0; i < likeKeys.size(); i++) {
      likeKeys.get(i).move(key, seen(), shape.headDim(), shape.keyValueWidth());
    }
    for (int i = 0; i < likeWeights.size(); i++) {
      likeWeights.get(i).move(i * rows.tileFloats(), count, seen(), whole());
    }
  }

  /** Positions that any of the queries sees. */
  private int seen() {
    return first + count - from;
  }

  /** From one row of weights to the next. */
  private int whole() {
    return AttentionRows.padded(seen());
  }

  /**
   * softmax(q k^T / sqrt(d)) into the first matrix of weights, to whole vectors; zero where a query
   * does not see.
   */
  void weigh(Kernels kernels) {
    kernels.blocks().multiply(queries, turnedKeys, weights, false);
    int whole = whole();
    for (int i = 0; i < count; i++) {
      int position = first + i;
      int start = rows.start(text, position) - from;
      AttentionRows.forget(room, i * whole, start, position + 1 - from, whole);
      AttentionRows.soften(kernels.math(), room, i * whole, rows.shape.scale(), whole);
    }
  }
}
