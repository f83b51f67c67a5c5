package org.calm4j.core.engine.op;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation: y = w (x - mean) / sqrt(var + epsilon) + b over rows, with the population
 * variance; x {@code [rows, n]}, w and b {@code [n]}.
 */
public final class LayerNorm extends FusedOp {
  private final double epsilon;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param x {@code [rows, n]}
   * @param weight {@code [n]}
   * @param bias {@code [n]}
   * @param epsilon added to the variance
   */
  public LayerNorm(
      SameDiff graph, SDVariable x, SDVariable weight, SDVariable bias, double epsilon) {
    super(1, graph, x, weight, bias);
    this.epsilon = epsilon;
  }

  @Override
  public String opName() {
    return "layer_norm";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(new long[] {width(inputs.get(0))}, inputs.get(1));
    requireSame(inputs.get(1), inputs.get(2));
    return List.of(inputs.get(0));
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    return Arrays.asList(new Grad(sameDiff, arg(0), arg(1), dy, epsilon).outputVariables());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    int width = width(inputs[0].shape());
    int rows = (int) rows(inputs[0].shape());
    Memory x = Memory.of(inputs[0]);
    Memory weight = Memory.of(inputs[1]);
    Memory bias = Memory.of(inputs[2]);
    Memory y = Memory.of(outputs[0]);
    RowMath math = kernels.math();
    return kernels.rows(
        rows,
        4 * width,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int at = row * width;
            float mean = math.sum(x, at, width) / width;
            float scale = inverseStd(math, x, at, mean, width, epsilon);
            math.normalize(y, at, x, at, mean, scale, weight, bias, width);
          }
        });
  }

  private static float inverseStd(
      RowMath math, Memory x, int at, float mean, int width, double epsilon) {
    double variance = (double) math.centeredSquares(x, at, mean, width) / width;
    return (float) (1 / Math.sqrt(variance + epsilon));
  }

  /**
   * With r = 1 / sqrt(var + epsilon), z = (x - mean) r and g = w dy:
   *
   * <p>dx = r (g - mean(g) - z mean(g z)), dw = sum over rows of dy z, db = sum over rows of dy.
   */
  private static final class Grad extends GradientOp {
    private final double epsilon;

    Grad(SameDiff graph, SDVariable x, SDVariable weight, SDVariable dy, double epsilon) {
      super("layer_norm", 3, graph, x, weight, dy);
      this.epsilon = epsilon;
    }

    @Override
    public String opName() {
      return "layer_norm_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0), inputs.get(1), inputs.get(1));
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      return new BoundGrad(kernels, inputs, outputs, epsilon);
    }
  }

  private static final class BoundGrad implements BoundOp {
    private final RowMath math;
    private final double epsilon;
    private final int width;
    private final int rows;
    private final Memory x;
    private final Memory weight;
    private final Memory dy;
    private final @Nullable Memory dx;
    private final @Nullable Memory dw;
    private final @Nullable Memory db;
    private final float[] scales;
    private final Coefficients ones;

    /** -mean r of every row. */
    private final Coefficients shifts;

    private final BoundOp differentiateRows;
    private final BoundOp sumColumns;

    BoundGrad(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, double epsilon) {
      this.epsilon = epsilon;
      math = kernels.math();
      width = width(inputs[0].shape());
      rows = (int) rows(inputs[0].shape());
      x = Memory.of(inputs[0]);
      weight = Memory.of(inputs[1]);
      dy = Memory.of(inputs[2]);
      dx = outputs[0] == null ? null : Memory.of(outputs[0]);
      dw = outputs[1] == null ? null : Memory.of(outputs[1]);
      db = outputs[2] == null ? null : Memory.of(outputs[2]);
      scales = new float[rows];
      ones = Coefficients.ones(rows);
      shifts = new Coefficients(rows);
      differentiateRows = kernels.rows(rows, 8 * width, this::differentiateRows);
      sumColumns = kernels.columns(width, rows, this::sumColumns);
    }

    @Override
    public void run() {
      differentiateRows.run();
      if (dw != null || db != null) {
        sumColumns.run();
      }
    }

    private void differentiateRows(int from, int to) {
      for (int row = from; row < to; row++) {
        int at = row * width;
        float mean = math.sum(x, at, width) / width;
        float r = inverseStd(math, x, at, mean, width, epsilon);
        scales[row] = r;
        shifts.memory().set(row, -mean * r);
        if (dx != null) {
          double g = math.dot(weight, 0, dy, at, width);
          double gx = math.dot3(x, at, weight, 0, dy, at, width);
          double back = -r * r * r * (gx - mean * g) / width;
          math.mulPlus(dx, at, weight, 0, dy, at, r, x, at, (float) back, width);
          math.shift(dx, at, (float) (-r * g / width - back * mean), width);
        }
      }
    }

    /** Some columns of dw and db, over all rows in order. */
    private void sumColumns(int from, int to) {
      int n = to - from;
      if (dw != null) {
        dw.clear(from, n);
        math.combine(dw, from, shifts.memory(), 0, dy, from, width, rows, n);
        for (int row = 0; row < rows; row++) {
          int at = row * width + from;
          math.mulAdd(dw, from, x, at, dy, at, scales[row], n);
        }
      }
      if (db != null) {
        db.clear(from, n);
        math.combine(db, from, ones.memory(), 0, dy, from, width, rows, n);
      }
    }

    @Override
    public void close() {
      ones.close();
      shifts.close();
    }
  }
}
