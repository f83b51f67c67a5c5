package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of a table by index: out[i] = table[ids[i]], table {@code [size, n]}, ids {@code [count]}
 * INT32. Rows that are taken several times get the sum of their gradients; one row, that of the
 * padding, can be kept from getting any.
 */
public final class Embedding extends FusedOp {
  private final int still;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param table {@code [size, n]}
   * @param ids {@code [count]}, INT32, each in {@code [0, size)}
   */
  public Embedding(SameDiff graph, SDVariable table, SDVariable ids) {
    this(graph, table, ids, -1);
  }

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param table {@code [size, n]}
   * @param ids {@code [count]}, INT32, each in {@code [0, size)}
   * @param still the row whose gradient is zero, -1 for none
   */
  public Embedding(SameDiff graph, SDVariable table, SDVariable ids, int still) {
    super(1, graph, table, ids);
    this.still = still;
  }

  @Override
  public String opName() {
    return "embedding";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    if (inputs.get(0).length != 2 || inputs.get(1).length != 1) {
      throw new IllegalArgumentException(
          "embedding needs a table [size, n] and ids [count], got %s and %s"
              .formatted(Arrays.toString(inputs.get(0)), Arrays.toString(inputs.get(1))));
    }
    return List.of(new long[] {inputs.get(1)[0], inputs.get(0)[1]});
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dTable =
        new Grad(sameDiff, arg(0), arg(1), gradients.get(0), null, still).outputVariable();
    return Arrays.asList(dTable, null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int size = Math.toIntExact(inputs[0].size(0));
    int count = (int) inputs[1].length();
    Memory table = Memory.of(inputs[0]);
    Memory ids = Memory.of(inputs[1]);
    Memory out = Memory.of(outputs[0]);
    return kernels.rows(
        count,
        2 * width,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int id = ids.getInt(i);
            if (id < 0 || id >= size) {
              throw new IllegalArgumentException(
                  "id %d at position %d lies outside the table of %d rows".formatted(id, i, size));
            }
            table.copyTo(id * width, out, i * width, width);
          }
        });
  }

  /** dTable[id] = base[id] + sum of dOut[i] over all i with ids[i] = id. */
  private static final class Grad extends GradientOp implements Accumulating {
    private final int still;

    Grad(
        SameDiff graph,
        SDVariable table,
        SDVariable ids,
        SDVariable dOut,
        @Nullable SDVariable base,
        int still) {
      super(
          "embedding",
          1,
          graph,
          base == null
              ? new SDVariable[] {table, ids, dOut}
              : new SDVariable[] {table, ids, dOut, base});
      this.still = still;
    }

    @Override
    public String opName() {
      return "embedding_grad";
    }

    @Override
    public boolean hasBase() {
      return args().length == 4;
    }

    @Override
    public SDVariable onto(SDVariable base) {
      return new Grad(sameDiff, arg(0), arg(1), arg(2), base, still).outputVariable();
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public int inPlaceOf(int output) {
      return hasBase() ? 3 : -1;
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      int width = width(inputs[0].shape());
      int count = (int) inputs[1].length();
      Memory ids = Memory.of(inputs[1]);
      Memory dOut = Memory.of(inputs[2]);
      Memory dTable = Memory.of(outputs[0]);
      boolean hasBase = inputs.length == 4;
      boolean copyBase = hasBase && !Views.same(inputs[3], outputs[0]);
      Memory base = hasBase ? Memory.of(inputs[3]) : dTable;
      BoundOp scatter =
          kernels.columns(
              width,
              count,
              (from, to) -> {
                for (int i = 0; i < count; i++) {
                  if (ids.getInt(i) == still) {
                    continue;
                  }
                  int row = ids.getInt(i) * width;
                  kernels.math().axpy(dTable, row + from, dOut, i * width + from, 1, to - from);
                }
              });
      if (hasBase && !copyBase) {
        return scatter;
      }
      BoundOp begin =
          kernels.elements(
              dTable.length(),
              2,
              (from, to) -> {
                if (copyBase) {
                  base.copyTo(from, dTable, from, to - from);
                } else {
                  dTable.clear(from, to - from);
                }
              });
      return () -> {
        begin.run();
        scatter.run();
      };
    }
  }
}
