package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients of {@link CausalAttention}: with p the weights of a query, c = 1 / sqrt(d) and g_j = dO
 * v_j,
 *
 * <p>s_j = c p_j (g_j - sum of p g), dq = sum over j of s_j k_j, dk_j += s_j q, dv_j += p_j dO.
 */
final class CausalAttentionGrad extends GradientOp {
  private final AttentionShape shape;

  CausalAttentionGrad(
      SameDiff graph,
      SDVariable q,
      SDVariable k,
      SDVariable v,
      SDVariable starts,
      SDVariable dOut,
      AttentionShape shape) {
    super("causal_attention", 3, graph, q, k, v, starts, dOut);
    this.shape = shape;
  }

  @Override
  public String opName() {
    return "causal_attention_grad";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1), inputs.get(2));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 5 * inputs.get(0)[0] * inputs.get(3)[1] * shape.queryWidth();
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    return new Bound(kernels, inputs, outputs);
  }

  private final class Bound implements BoundOp {
    private final Kernels kernels;
    private final AttentionRows rows;
    private final Memory dOut;
    private final Memory dq;
    private final Memory dk;
    private final Memory dv;
    private final List<INDArray> unread = new ArrayList<>();
    private final ThreadRooms<Room> rooms;
    private final BoundOp differentiate;

    Bound(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      this.kernels = kernels;
      rows = new AttentionRows(shape, inputs);
      dOut = Memory.of(inputs[4]);
      dq = place(outputs[0], inputs[0]);
      dk = place(outputs[1], inputs[1]);
      dv = place(outputs[2], inputs[2]);
      rooms =
          new ThreadRooms<>(
              kernels.workers().threads(), 2L * rows.tileFloats(), memory -> new Room(memory));
      int tasks = rows.texts() * shape.keyValueHeads();
      int cost = (int) Math.min(Integer.MAX_VALUE, 3L * rows.length() * rows.length());
      differentiate = kernels.rows(tasks, cost, this::differentiate);
    }

    /** All three come out of one pass; what nobody reads needs a place all the same. */
    private Memory place(@Nullable INDArray output, INDArray like) {
      if (output != null) {
        return Memory.of(output);
      }
      INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, like.shape());
      unread.add(array);
      return Memory.of(array);
    }

    /** What a thread works on: everything about a tile is matrices that move with it. */
    private final class Room {
      final Memory tiles;
      final AttentionTile tile;
      final Factor turnedWeights;
      final Factor queries;
      final Factor keys;
      final Factor turnedValues;
      final Factor dOutRows;
      final Matrix s;
      final Factor sRows;
      final Factor turnedS;
      final Matrix dqRows;
      final Matrix dkRows;
      final Matrix dvRows;

      Room(Memory tiles) {
        this.tiles = tiles;
        tile = new AttentionTile(rows, tiles);
        turnedWeights = new Factor(tile.weights(), true);
        queries = new Factor(tile.inQueries(rows.q), false);
        keys = new Factor(tile.inKeys(rows.k), false);
        turnedValues = new Factor(tile.inKeys(rows.v), true);
        dOutRows = new Factor(tile.inQueries(dOut), false);
        s = tile.inWeights();
        sRows = new Factor(s, false);
        turnedS = new Factor(s, true);
        dqRows = tile.inQueries(dq);
        dkRows = tile.inKeys(dk);
        dvRows = tile.inKeys(dv);
      }
    }

    @Override
    public void close() {
      rooms.close();
      unread.forEach(INDArray::close);
    }

    @Override
    public void run() {
      differentiate.run();
    }

    private void differentiate(int from, int to) {
      Room room = rooms.borrow();
      try {
        for (int task = from; task < to; task++) {
          differentiate(task, room);
        }
      } finally {
        rooms.giveBack(room);
      }
    }

    /** All query heads of one key/value head of one text: nobody else writes its dk and dv. */
    private void differentiate(int task, Room room) {
      int text = task / shape.keyValueHeads();
      int kv = task % shape.keyValueHeads();
      int length = rows.length();
      for (int i = 0; i < length; i++) {
        dk.clear(rows.keyAt(text, i, kv), shape.headDim());
        dv.clear(rows.keyAt(text, i, kv), shape.headDim());
      }
      for (int head = kv * shape.group(); head < (kv + 1) * shape.group(); head++) {
        for (int i = 0; i < length; i += AttentionRows.TILE) {
          room.tile.move(text, head, i, Math.min(AttentionRows.TILE, length - i));
          differentiate(room);
        }
      }
    }

    /** Neighbours see almost the same: everything is products of matrices. */
    private void differentiate(Room room) {
      RowMath math = kernels.math();
      Matrix p = room.tile.weights();
      Matrix s = room.s;
      int seen = s.columns();
      room.tile.weigh(kernels);
      multiply(room.turnedWeights, room.dOutRows, room.dvRows, true);
      multiply(room.dOutRows, room.turnedValues, s, false);
      for (int i = 0; i < s.rows(); i++) {
        int pRow = p.offset() + i * p.stride();
        int row = s.offset() + i * s.stride();
        math.shift(room.tiles, row, -math.dot(room.tiles, pRow, room.tiles, row, seen), seen);
        math.mul(room.tiles, row, room.tiles, row, room.tiles, pRow, shape.scale(), seen);
      }
      multiply(room.sRows, room.keys, room.dqRows, false);
      multiply(room.turnedS, room.queries, room.dkRows, true);
    }

    private void multiply(Factor a, Factor b, Matrix c, boolean add) {
      kernels.blocks().multiply(a, b, c, add);
    }
  }
}
