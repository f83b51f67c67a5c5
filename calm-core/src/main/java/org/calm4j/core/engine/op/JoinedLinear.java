package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map of K joined rows of a table: y[p] = W [t[i(p, 0)] | ... | t[i(p, K - 1)]] + b.
 *
 * <p>Table {@code [count, n]}, indices {@code [chunks * K]} INT32, W {@code [out, K * n]}, b {@code
 * [out]}; y is {@code [chunks, out]}. Text repeats itself: if the table has fewer rows than there
 * are chunks, each of its rows is multiplied once per position in the chunk, and the products are
 * looked up and added; otherwise the rows are joined first. Both ways give the same numbers up to
 * rounding; which one is taken depends on the shapes alone.
 */
public final class JoinedLinear extends FusedOp {
  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param table {@code [count, n]}
   * @param indices {@code [chunks * K]}, INT32, each in {@code [0, count)}
   * @param weight {@code [out, K * n]}
   * @param bias {@code [out]}
   */
  public JoinedLinear(
      SameDiff graph, SDVariable table, SDVariable indices, SDVariable weight, SDVariable bias) {
    super(1, graph, table, indices, weight, bias);
  }

  @Override
  public String opName() {
    return "joined_linear";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] table = inputs.get(0);
    long[] weight = inputs.get(2);
    if (table.length != 2 || weight.length != 2 || weight[1] % table[1] != 0) {
      throw new IllegalArgumentException(
          "joined_linear needs a table [count, n] and W [out, K * n], got %s and %s"
              .formatted(Arrays.toString(table), Arrays.toString(weight)));
    }
    long k = weight[1] / table[1];
    if (inputs.get(1)[0] % k != 0) {
      throw new IllegalArgumentException(
          "joined_linear needs %d indices per chunk, got %d".formatted(k, inputs.get(1)[0]));
    }
    requireSame(new long[] {weight[0]}, inputs.get(3));
    return List.of(new long[] {inputs.get(1)[0] / k, weight[0]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    return JoinedRows.of(inputs).flops();
  }

  @Override
  public long scratchLength(List<long[]> inputs) {
    return JoinedRows.of(inputs).scratchLength();
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    SDVariable[] out = new JoinedLinearGrad(sameDiff, arg(0), arg(1), arg(2), dy).outputVariables();
    return Arrays.asList(out[0], null, out[1], new ColumnSum(sameDiff, dy).outputVariable());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("joined_linear needs room for rows or products");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    JoinedRows sizes =
        JoinedRows.of(List.of(inputs[0].shape(), inputs[1].shape(), inputs[2].shape()));
    return sizes.perTableRow()
        ? perTableRow(kernels, sizes, inputs, outputs[0], scratch)
        : joined(kernels, sizes, inputs, outputs[0], scratch);
  }

  private static BoundOp perTableRow(
      Kernels kernels, JoinedRows sizes, INDArray[] inputs, INDArray output, INDArray scratch) {
    int out = sizes.out();
    BoundOp[] products = new BoundOp[sizes.k()];
    for (int slot = 0; slot < products.length; slot++) {
      INDArray w = sizes.slot(inputs[2], slot);
      INDArray product = Views.rows(scratch, (long) slot * sizes.count(), sizes.count(), out);
      products[slot] = MatrixProduct.of(kernels, inputs[0], false, w, true, product, false);
    }
    Memory indices = Memory.of(inputs[1]);
    Memory bias = Memory.of(inputs[3]);
    Memory y = Memory.of(output);
    Memory looked = Memory.of(scratch);
    BoundOp lookUp =
        kernels.rows(
            sizes.chunks(),
            2 * out * sizes.k(),
            (from, to) -> {
              for (int chunk = from; chunk < to; chunk++) {
                bias.copyTo(0, y, chunk * out, out);
                for (int slot = 0; slot < sizes.k(); slot++) {
                  int row = slot * sizes.count() + indices.getInt(chunk * sizes.k() + slot);
                  kernels.math().axpy(y, chunk * out, looked, row * out, 1, out);
                }
              }
            });
    return new BoundOp() {
      @Override
      public void run() {
        sizes.requireIndices(indices);
        for (BoundOp product : products) {
          product.run();
        }
        lookUp.run();
      }

      @Override
      public void close() {
        for (BoundOp product : products) {
          product.close();
        }
      }
    };
  }

  private static BoundOp joined(
      Kernels kernels, JoinedRows sizes, INDArray[] inputs, INDArray output, INDArray scratch) {
    INDArray joined = Views.rows(scratch, 0, sizes.chunks(), (long) sizes.k() * sizes.n());
    BoundOp product = LinearProduct.of(kernels, joined, inputs[2], inputs[3], output);
    Memory indices = Memory.of(inputs[1]);
    BoundOp join = sizes.join(kernels, Memory.of(inputs[0]), indices, Memory.of(joined));
    return new BoundOp() {
      @Override
      public void run() {
        sizes.requireIndices(indices);
        join.run();
        product.run();
      }

      @Override
      public void close() {
        product.close();
      }
    };
  }
}
