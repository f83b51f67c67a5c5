package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map of [x | c] where groups of neighbouring rows of x share one condition c: the half
 * that acts on c is computed once per group.
 *
 * <p>x {@code [groups * n, inX]}, c {@code [groups, inC]}, W {@code [out, inX + inC]}, b {@code
 * [out]}; y[g n + i] = Wx x[g n + i] + Wc c[g] + b.
 */
public final class ConditionedLinear extends FusedOp {
  /** Up to so many rows may be joined with their conditions first. */
  private static final int MOST_JOINED = 64;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [groups * n, inX]}
   * @param condition {@code [groups, inC]}
   * @param weight {@code [out, inX + inC]}
   * @param bias {@code [out]}
   */
  public ConditionedLinear(
      SameDiff graph, SDVariable x, SDVariable condition, SDVariable weight, SDVariable bias) {
    super(1, graph, x, condition, weight, bias);
  }

  @Override
  public String opName() {
    return "conditioned_linear";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] x = inputs.get(0);
    long[] condition = inputs.get(1);
    long[] weight = inputs.get(2);
    if (x.length != 2
        || condition.length != 2
        || x[0] % condition[0] != 0
        || weight[1] != x[1] + condition[1]) {
      throw new IllegalArgumentException(
          "conditioned_linear needs x [groups * n, inX], c [groups, inC] and W [out, inX + inC], got %s, %s and %s"
              .formatted(Arrays.toString(x), Arrays.toString(condition), Arrays.toString(weight)));
    }
    requireSame(new long[] {weight[0]}, inputs.get(3));
    return List.of(new long[] {x[0], weight[0]});
  }

  @Override
  public long flops(List<long[]> inputs) {
    long[] x = inputs.get(0);
    long[] condition = inputs.get(1);
    return 2 * inputs.get(2)[0] * (x[0] * x[1] + condition[0] * condition[1]);
  }

  @Override
  public long scratchLength(List<long[]> inputs) {
    long rows = inputs.get(0)[0];
    long joined = rows <= MOST_JOINED ? rows * inputs.get(2)[1] : 0;
    return Math.max(joined, inputs.get(1)[0] * inputs.get(2)[0]);
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    SDVariable[] out = new Grad(sameDiff, arg(0), arg(1), arg(2), dy).outputVariables();
    return Arrays.asList(out);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("conditioned_linear needs room for the conditions' part");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    INDArray x = inputs[0];
    INDArray condition = inputs[1];
    INDArray weight = inputs[2];
    INDArray y = outputs[0];
    int out = width(y.shape());
    int rows = (int) x.size(0);
    int groups = (int) condition.size(0);
    int n = rows / groups;
    if (rows <= MOST_JOINED && FewRowsProduct.suits(kernels, rows, weight)) {
      return joined(kernels, inputs, y, Views.rows(scratch, 0, rows, weight.size(1)));
    }
    INDArray part = Views.rows(scratch, 0, groups, out);
    BoundOp shared =
        MatrixProduct.of(
            kernels, condition, false, Views.columns(weight, x.size(1)), true, part, true);
    BoundOp own =
        MatrixProduct.of(kernels, x, false, Views.columns(weight, 0, x.size(1)), true, y, true);
    Memory perGroup = Memory.of(part);
    Memory result = Memory.of(y);
    BoundOp repeat = LinearProduct.repeat(kernels, Memory.of(inputs[3]), perGroup);
    BoundOp spread =
        kernels.rows(
            rows,
            out,
            (from, to) -> {
              for (int row = from; row < to; row++) {
                perGroup.copyTo(row / n * out, result, row * out, out);
              }
            });
    return new BoundOp() {
      @Override
      public void run() {
        repeat.run();
        shared.run();
        spread.run();
        own.run();
      }

      @Override
      public void close() {
        shared.close();
        own.close();
      }
    };
  }

  /** Few rows: what is saved by sharing is lost by reading the weight in two parts. */
  private static BoundOp joined(Kernels kernels, INDArray[] inputs, INDArray y, INDArray joined) {
    BoundOp product = LinearProduct.of(kernels, joined, inputs[2], inputs[3], y);
    int own = width(inputs[0].shape());
    int shared = width(inputs[1].shape());
    int rows = (int) inputs[0].size(0);
    int n = rows / (int) inputs[1].size(0);
    Memory x = Memory.of(inputs[0]);
    Memory condition = Memory.of(inputs[1]);
    Memory both = Memory.of(joined);
    return new BoundOp() {
      @Override
      public void run() {
        for (int row = 0; row < rows; row++) {
          int at = row * (own + shared);
          x.copyTo(row * own, both, at, own);
          condition.copyTo(row / n * shared, both, at + own, shared);
        }
        product.run();
      }

      @Override
      public void close() {
        product.close();
      }
    };
  }

  /**
   * With s[g] the sum of dy over the rows of a group: dx = dy Wx, dc = s Wc, dW = [dy^T x | s^T c],
   * db = sum over groups of s.
   */
  private static final class Grad extends GradientOp {
    Grad(SameDiff graph, SDVariable x, SDVariable condition, SDVariable weight, SDVariable dy) {
      super("conditioned_linear", 4, graph, x, condition, weight, dy);
    }

    @Override
    public String opName() {
      return "conditioned_linear_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      long[] weight = inputs.get(2);
      return List.of(inputs.get(0), inputs.get(1), weight, new long[] {weight[0]});
    }

    @Override
    public long flops(List<long[]> inputs) {
      long[] x = inputs.get(0);
      long[] condition = inputs.get(1);
      return 4 * inputs.get(2)[0] * (x[0] * x[1] + condition[0] * condition[1]);
    }

    @Override
    public long scratchLength(List<long[]> inputs) {
      return inputs.get(1)[0] * inputs.get(2)[0];
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      throw new IllegalStateException("conditioned_linear_grad needs room for sums of groups");
    }

    @Override
    public BoundOp bind(
        Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
      INDArray x = inputs[0];
      INDArray condition = inputs[1];
      INDArray weight = inputs[2];
      INDArray dy = inputs[3];
      int out = width(dy.shape());
      int groups = (int) condition.size(0);
      int n = (int) x.size(0) / groups;
      INDArray sums = Views.rows(scratch, 0, groups, out);
      long split = x.size(1);
      List<BoundOp> products = new ArrayList<>();
      if (outputs[0] != null) {
        INDArray wx = Views.columns(weight, 0, split);
        products.add(MatrixProduct.of(kernels, dy, false, wx, false, outputs[0], false));
      }
      if (outputs[1] != null) {
        INDArray wc = Views.columns(weight, split);
        products.add(MatrixProduct.of(kernels, sums, false, wc, false, outputs[1], false));
      }
      if (outputs[2] != null) {
        INDArray dwx = Views.columns(outputs[2], 0, split);
        INDArray dwc = Views.columns(outputs[2], split);
        products.add(MatrixProduct.of(kernels, dy, true, x, false, dwx, false));
        products.add(MatrixProduct.of(kernels, sums, true, condition, false, dwc, false));
      }
      Memory perGroup = Memory.of(sums);
      List<BoundOp> parts = new ArrayList<>();
      parts.add(sumGroups(kernels, Memory.of(dy), perGroup, groups, n, out));
      if (outputs[3] != null) {
        parts.add(sumColumns(kernels, perGroup, Memory.of(outputs[3]), groups, out));
      }
      parts.addAll(products);
      return new BoundOp() {
        @Override
        public void run() {
          for (BoundOp part : parts) {
            part.run();
          }
        }

        @Override
        public void close() {
          parts.forEach(BoundOp::close);
        }
      };
    }

    private static BoundOp sumGroups(
        Kernels kernels, Memory rows, Memory sums, int groups, int n, int width) {
      return kernels.rows(
          groups,
          n * width,
          (from, to) -> {
            for (int group = from; group < to; group++) {
              int at = group * width;
              rows.copyTo(group * n * width, sums, at, width);
              for (int i = 1; i < n; i++) {
                kernels.math().axpy(sums, at, rows, (group * n + i) * width, 1, width);
              }
            }
          });
    }

    private static BoundOp sumColumns(
        Kernels kernels, Memory sums, Memory db, int groups, int width) {
      return kernels.columns(
          width,
          groups,
          (from, to) -> {
            sums.copyTo(from, db, from, to - from);
            for (int group = 1; group < groups; group++) {
              kernels.math().axpy(db, from, sums, group * width + from, 1, to - from);
            }
          });
    }
  }
}
