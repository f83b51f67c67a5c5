package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Index of the largest logit of h E^T for each row; of equal ones the lowest. The logits exist one
 * block of rows and vocabulary at a time, beside a running maximum. Some hundred rows that may lie
 * near each other go to {@link NearRowsArgmax}.
 *
 * <p>h {@code [rows, n]}, E {@code [vocabulary, n]}; the output is {@code [rows]} INT32.
 */
public final class TiedArgmax extends FusedOp {
  private static final int ROWS = 1024;

  /** Columns of logits that exist at a time. */
  static final int COLUMNS = 2048;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param hidden {@code [rows, n]}
   * @param table {@code [vocabulary, n]}
   */
  public TiedArgmax(SameDiff graph, SDVariable hidden, SDVariable table) {
    super(1, graph, hidden, table);
  }

  @Override
  public String opName() {
    return "tied_argmax";
  }

  @Override
  public DataType outputType() {
    return DataType.INT32;
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[0]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * inputs.get(0)[0] * inputs.get(0)[1] * inputs.get(1)[0];
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException("an index has no derivative");
  }

  @Override
  public long scratchLength(List<long[]> inputs) {
    return Math.min(ROWS, inputs.get(0)[0]) * Math.min(COLUMNS, inputs.get(1)[0]);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("tied_argmax needs room for a block of logits");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    return NearRowsArgmax.suits(kernels, inputs[0], inputs[1])
        ? new NearRowsArgmax(kernels, inputs[0], inputs[1], outputs[0], scratch)
        : whole(kernels, inputs[0], inputs[1], outputs[0], scratch);
  }

  /** All products, whatever the rows. */
  static BoundOp whole(
      Kernels kernels, INDArray hidden, INDArray table, INDArray output, INDArray scratch) {
    return new Bound(kernels, hidden, table, output, scratch);
  }

  /** Which of some logits is the first of a value; the last one if none is. */
  static int first(float value, Memory logits, int at, int count) {
    int index = 0;
    while (index < count - 1 && logits.get(at + index) != value) {
      index++;
    }
    return index;
  }

  /** Where a block of logits lies. */
  private record Block(int row, int column, int columns) {}

  private static final class Bound implements BoundOp {
    private final Kernels kernels;
    private final List<BoundOp> products = new ArrayList<>();
    private final List<BoundOp> scans = new ArrayList<>();
    private final Memory logits;
    private final Memory best;
    private final float[] bestLogit;

    Bound(Kernels kernels, INDArray hidden, INDArray table, INDArray output, INDArray scratch) {
      this.kernels = kernels;
      int rows = Math.toIntExact(hidden.size(0));
      int vocabulary = Math.toIntExact(table.size(0));
      int width = Math.toIntExact(table.size(1));
      bestLogit = new float[rows];
      best = Memory.of(output);
      logits = Memory.of(scratch);
      for (int row = 0; row < rows; row += ROWS) {
        int count = Math.min(ROWS, rows - row);
        INDArray h = Views.rows(hidden, row, count, width);
        for (int column = 0; column < vocabulary; column += COLUMNS) {
          int columns = Math.min(COLUMNS, vocabulary - column);
          INDArray e = Views.rows(table, column, columns, width);
          INDArray block = Views.rows(scratch, 0, count, columns);
          BoundOp product =
              FewRowsProduct.suits(kernels, count, e)
                  ? new FewRowsProduct(kernels, h, e, null, block)
                  : MatrixProduct.of(kernels, h, false, e, true, block, false);
          Block place = new Block(row, column, columns);
          products.add(product);
          scans.add(kernels.rows(count, 2 * columns, (from, to) -> scan(place, from, to)));
        }
      }
    }

    @Override
    public void run() {
      for (int block = 0; block < products.size(); block++) {
        products.get(block).run();
        scans.get(block).run();
      }
    }

    private void scan(Block block, int from, int to) {
      for (int i = from; i < to; i++) {
        int at = i * block.columns;
        float max = kernels.math().max(logits, at, block.columns);
        int row = block.row + i;
        if (block.column == 0 || max > bestLogit[row]) {
          bestLogit[row] = max;
          best.setInt(row, block.column + first(max, logits, at, block.columns));
        }
      }
    }

    @Override
    public void close() {
      products.forEach(BoundOp::close);
    }
  }
}
