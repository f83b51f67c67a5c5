package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of {@link JoinedLinear} by table and weight.
 *
 * <p>Per table row, with u_s[r] the sum of dy[p] over the chunks p with row r at position s: dt =
 * sum over s of u_s W_s, dW_s = u_s^T t. Otherwise dt is scattered from dy W, and dW = dy^T joined.
 */
final class JoinedLinearGrad extends GradientOp {

  JoinedLinearGrad(
      SameDiff graph, SDVariable table, SDVariable indices, SDVariable weight, SDVariable dy) {
    super("joined_linear", 2, graph, table, indices, weight, dy);
  }

  @Override
  public String opName() {
    return "joined_linear_grad";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(2));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 2 * JoinedRows.of(inputs).flops();
  }

  @Override
  public long scratchLength(List<long[]> inputs) {
    return JoinedRows.of(inputs).scratchLength();
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("joined_linear_grad needs room for rows or sums");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    JoinedRows sizes =
        JoinedRows.of(List.of(inputs[0].shape(), inputs[1].shape(), inputs[2].shape()));
    return sizes.perTableRow()
        ? new PerTableRow(kernels, sizes, inputs, outputs, scratch)
        : new Joined(kernels, sizes, inputs, outputs, scratch);
  }

  private static final class PerTableRow implements BoundOp {
    private final Kernels kernels;
    private final JoinedRows sizes;
    private final Memory indices;
    private final Memory dy;
    private final Memory sums;
    private final BoundOp addUp;
    private final List<BoundOp> products = new ArrayList<>();

    PerTableRow(
        Kernels kernels,
        JoinedRows sizes,
        INDArray[] inputs,
        @Nullable INDArray[] outputs,
        INDArray scratch) {
      this.kernels = kernels;
      this.sizes = sizes;
      indices = Memory.of(inputs[1]);
      dy = Memory.of(inputs[3]);
      sums = Memory.of(scratch);
      addUp = kernels.columns(sizes.out(), sizes.chunks() * sizes.k(), this::addUp);
      for (int slot = 0; slot < sizes.k(); slot++) {
        INDArray u = Views.rows(scratch, (long) slot * sizes.count(), sizes.count(), sizes.out());
        if (outputs[0] != null) {
          INDArray w = sizes.slot(inputs[2], slot);
          products.add(MatrixProduct.of(kernels, u, false, w, false, outputs[0], slot > 0));
        }
        if (outputs[1] != null) {
          INDArray dw = sizes.slot(outputs[1], slot);
          products.add(MatrixProduct.of(kernels, u, true, inputs[0], false, dw, false));
        }
      }
    }

    @Override
    public void run() {
      addUp.run();
      for (BoundOp product : products) {
        product.run();
      }
    }

    private void addUp(int from, int to) {
      int out = sizes.out();
      for (int row = 0; row < sizes.k() * sizes.count(); row++) {
        sums.clear(row * out + from, to - from);
      }
      for (int i = 0; i < sizes.chunks() * sizes.k(); i++) {
        int row = i % sizes.k() * sizes.count() + indices.getInt(i);
        int at = i / sizes.k() * out + from;
        kernels.math().axpy(sums, row * out + from, dy, at, 1, to - from);
      }
    }

    @Override
    public void close() {
      products.forEach(BoundOp::close);
    }
  }

  private static final class Joined implements BoundOp {
    private final Kernels kernels;
    private final JoinedRows sizes;
    private final Memory indices;
    private final Memory joined;
    private final BoundOp join;
    private final @Nullable BoundOp weightGradient;
    private final @Nullable BoundOp rowGradient;
    private final @Nullable BoundOp scatter;

    Joined(
        Kernels kernels,
        JoinedRows sizes,
        INDArray[] inputs,
        @Nullable INDArray[] outputs,
        INDArray scratch) {
      this.kernels = kernels;
      this.sizes = sizes;
      indices = Memory.of(inputs[1]);
      INDArray rows = Views.rows(scratch, 0, sizes.chunks(), (long) sizes.k() * sizes.n());
      joined = Memory.of(rows);
      join = sizes.join(kernels, Memory.of(inputs[0]), indices, joined);
      weightGradient =
          outputs[1] == null
              ? null
              : MatrixProduct.of(kernels, inputs[3], true, rows, false, outputs[1], false);
      rowGradient =
          outputs[0] == null
              ? null
              : MatrixProduct.of(kernels, inputs[3], false, inputs[2], false, rows, false);
      scatter = outputs[0] == null ? null : scatter(Memory.of(outputs[0]));
    }

    @Override
    public void run() {
      if (weightGradient != null) {
        join.run();
        weightGradient.run();
      }
      if (rowGradient != null && scatter != null) {
        rowGradient.run();
        scatter.run();
      }
    }

    private BoundOp scatter(Memory sums) {
      int n = sizes.n();
      return kernels.columns(
          n,
          sizes.chunks() * sizes.k(),
          (from, to) -> {
            for (int row = 0; row < sizes.count(); row++) {
              sums.clear(row * n + from, to - from);
            }
            for (int i = 0; i < sizes.chunks() * sizes.k(); i++) {
              int row = indices.getInt(i) * n + from;
              kernels.math().axpy(sums, row, joined, i * n + from, 1, to - from);
            }
          });
    }

    @Override
    public void close() {
      if (weightGradient != null) {
        weightGradient.close();
      }
      if (rowGradient != null) {
        rowGradient.close();
      }
    }
  }
}
