package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Causal grouped-query attention over whole rows of text: out = softmax(q k^T / sqrt(d)) v, where
 * position i sees the positions from starts[i] to i.
 *
 * <p>q {@code [rows * length, heads * d]}, k and v {@code [rows * length, kvHeads * d]}, starts
 * {@code [rows, length]} INT32: the first position that each position sees, in {@code [0, i]}.
 *
 * <p>Weights of attention exist for a tile of positions of one head at a time, in the gradient as
 * well, where they are computed anew: memory grows with the length, not with its square.
 */
public final class CausalAttention extends FusedOp {
  private final AttentionShape shape;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param q {@code [rows * length, heads * d]}
   * @param k {@code [rows * length, kvHeads * d]}
   * @param v {@code [rows * length, kvHeads * d]}
   * @param starts {@code [rows, length]}, INT32
   * @param shape heads and their width
   */
  public CausalAttention(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable starts,
      AttentionShape shape) {
    super(1, graph, q, k, v, starts);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "causal_attention";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    shape.require(inputs.get(0), inputs.get(1), inputs.get(2));
    if (rows(inputs.get(0)) != inputs.get(3)[0] * inputs.get(3)[1]) {
      throw new IllegalArgumentException(
          "causal_attention needs starts [rows, length] for each of %d positions, got %s"
              .formatted(inputs.get(0)[0], Arrays.toString(inputs.get(3))));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(3)[1] * shape.queryWidth();
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] out =
        new CausalAttentionGrad(sameDiff, arg(0), arg(1), arg(2), arg(3), gradients.get(0), shape)
            .outputVariables();
    return Arrays.asList(out[0], out[1], out[2], null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    AttentionRows rows = new AttentionRows(shape, inputs);
    Memory out = Memory.of(outputs[0]);
    ThreadRooms<Room> rooms =
        new ThreadRooms<>(
            kernels.workers().threads(), rows.tileFloats(), room -> new Room(rows, room, out));
    int cost = (int) Math.min(Integer.MAX_VALUE, (long) rows.length() * rows.length());
    BoundOp attend =
        kernels.rows(
            rows.texts() * shape.keyValueHeads(),
            cost,
            (from, to) -> {
              Room room = rooms.borrow();
              try {
                for (int task = from; task < to; task++) {
                  attend(kernels, rows, task, room);
                }
              } finally {
                rooms.giveBack(room);
              }
            });
    return new BoundOp() {
      @Override
      public void run() {
        attend.run();
      }

      @Override
      public void close() {
        rooms.close();
      }
    };
  }

  /** What a thread works on: out = weights values. */
  private static final class Room {
    final AttentionTile tile;
    final Factor weights;
    final Factor values;
    final Matrix out;

    Room(AttentionRows rows, Memory room, Memory out) {
      tile = new AttentionTile(rows, room);
      weights = new Factor(tile.weights(), false);
      values = new Factor(tile.inKeys(rows.v), false);
      this.out = tile.inQueries(out);
    }
  }

  /** All query heads of one key/value head of one text, a tile of neighbours at a time. */
  private void attend(Kernels kernels, AttentionRows rows, int task, Room room) {
    int text = task / shape.keyValueHeads();
    int kv = task % shape.keyValueHeads();
    for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
      for (int i = 0; i < rows.length(); i += AttentionRows.TILE) {
        room.tile.move(text, head, i, Math.min(AttentionRows.TILE, rows.length() - i));
        room.tile.weigh(kernels);
        kernels.blocks().multiply(room.weights, room.values, room.out, false);
      }
    }
  }
}
