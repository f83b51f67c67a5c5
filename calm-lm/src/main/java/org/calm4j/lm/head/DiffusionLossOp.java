package org.calm4j.lm.head;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.op.BoundOp;
import org.calm4j.core.engine.op.FusedOp;
import org.calm4j.core.engine.op.GradientOp;
import org.calm4j.core.engine.op.Kernels;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link DiffusionLoss} row by row, in float64: out {@code [rows, 2 n]}, target and noise {@code
 * [rows, n]}, times {@code [rows]} INT32 to loss, mse and vb {@code [rows]}. Only the first has a
 * gradient. Checked by {@code DiffusionParityTest}.
 */
final class DiffusionLossOp extends FusedOp {
  /** Arithmetic on an entry, exponentials among it, in floats touched. */
  private static final int COST = 60;

  DiffusionLossOp(
      SameDiff graph, SDVariable out, SDVariable target, SDVariable noise, SDVariable times) {
    super(3, graph, out, target, noise, times);
  }

  @Override
  public String opName() {
    return "diffusion_loss";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    long[] target = inputs.get(1);
    long[] out = {target[0], 2 * target[1]};
    if (!Arrays.equals(inputs.get(0), out)
        || !Arrays.equals(inputs.get(2), target)
        || !Arrays.equals(inputs.get(3), new long[] {target[0]})) {
      throw new IllegalArgumentException(
          "diffusion_loss needs out [rows, 2 n], target and noise [rows, n] and times [rows], got %s"
              .formatted(inputs.stream().map(Arrays::toString).toList()));
    }
    long[] rows = {target[0]};
    return List.of(rows, rows, rows);
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    if (gradients.get(1) != null || gradients.get(2) != null) {
      throw new IllegalArgumentException(
          "diffusion_loss has a gradient of its loss only, not of mse and vb alone: use the composed layers");
    }
    SDVariable dOut =
        new Grad(sameDiff, arg(0), arg(1), arg(2), arg(3), gradients.get(0)).outputVariable();
    return Arrays.asList(dOut, null, null, null);
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Entries entries = Entries.of(inputs);
    @Nullable Memory loss = memory(outputs[0]);
    @Nullable Memory mse = memory(outputs[1]);
    @Nullable Memory vb = memory(outputs[2]);
    int n = entries.n;
    return kernels.rows(
        entries.rows,
        COST * n,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int time = entries.time(row);
            double squares = 0;
            double nats = 0;
            for (int i = 0; i < n; i++) {
              double e = entries.error(row, i);
              squares += e * e;
              nats += entries.bound(row, i, time, e);
            }
            set(mse, row, squares / n);
            set(vb, row, nats / n / Math.log(2));
            set(loss, row, squares / n + nats / n / Math.log(2));
          }
        });
  }

  private static @Nullable Memory memory(@Nullable INDArray array) {
    return array == null ? null : Memory.of(array);
  }

  private static void set(@Nullable Memory memory, int row, double value) {
    if (memory != null) {
      memory.set(row, (float) value);
    }
  }

  /** The terms of single entries. */
  private record Entries(
      int rows, int n, Memory out, Memory target, Memory noise, Memory times, ReverseStep[] steps) {

    static Entries of(INDArray[] inputs) {
      DiffusionSchedule schedule = DiffusionSchedule.whole();
      ReverseStep[] steps = new ReverseStep[schedule.steps()];
      Arrays.setAll(steps, step -> ReverseStep.of(schedule, step));
      return new Entries(
          (int) inputs[1].size(0),
          (int) inputs[1].size(1),
          Memory.of(inputs[0]),
          Memory.of(inputs[1]),
          Memory.of(inputs[2]),
          Memory.of(inputs[3]),
          steps);
    }

    int time(int row) {
      int time = times.getInt(row);
      if (time < 0 || time >= steps.length) {
        throw new IllegalArgumentException(
            "a time index must be in [0, %d), got %d".formatted(steps.length, time));
      }
      return time;
    }

    double error(int row, int i) {
      return (double) noise.get(row * n + i) - out.get(2 * row * n + i);
    }

    private double v(int row, int i) {
      return out.get((2 * row + 1) * n + i);
    }

    double bound(int row, int i, int time, double e) {
      ReverseStep step = steps[time];
      if (time == 0) {
        return -Math.log(Math.max(bin(row, i, e).probability(), DiffusionLoss.LEAST));
      }
      double d = (v(row, i) + 1) / 2 * step.range();
      return 0.5 * (d - 1 + (1 + step.errorWeight() * e * e) * Math.exp(-d));
    }

    /** By v. */
    double boundGradient(int row, int i, int time, double e) {
      ReverseStep step = steps[time];
      if (time == 0) {
        Bin bin = bin(row, i, e);
        boolean floored = bin.probability() < DiffusionLoss.LEAST;
        return floored ? 0 : -bin.slope() / bin.probability() * step.range() / 2;
      }
      double d = (v(row, i) + 1) / 2 * step.range();
      return 0.25 * step.range() * (1 - (1 + step.errorWeight() * e * e) * Math.exp(-d));
    }

    private Bin bin(int row, int i, double e) {
      ReverseStep step = steps[0];
      double scale = Math.exp(-step.logVariance(v(row, i)) / 2);
      double off = -step.ofNoise() * e;
      return Bin.of(target.get(row * n + i), off, scale);
    }
  }

  /** Probability of a bin, and its derivative by the log variance. */
  private record Bin(double probability, double slope) {

    static Bin of(double target, double off, double scale) {
      double probability = 1;
      double slope = 0;
      if (target <= (float) DiffusionLoss.EDGE) {
        double z = (off + DiffusionLoss.BIN) * scale;
        probability = cdf(z);
        slope = -z / 2 * density(z);
      }
      if (target >= (float) -DiffusionLoss.EDGE) {
        double z = (off - DiffusionLoss.BIN) * scale;
        probability -= cdf(z);
        slope += z / 2 * density(z);
      }
      return new Bin(probability, slope);
    }

    private static double inner(double z) {
      return DiffusionLoss.ROOT * (z + DiffusionLoss.CUBE * z * z * z);
    }

    private static double cdf(double z) {
      return 0.5 * (1 + Math.tanh(inner(z)));
    }

    private static double density(double z) {
      double tanh = Math.tanh(inner(z));
      return 0.5 * (1 - tanh * tanh) * DiffusionLoss.ROOT * (1 + 3 * DiffusionLoss.CUBE * z * z);
    }
  }

  /** With g the gradient of a row's loss: -2 g e / n for the estimate, g dvb/dv for v. */
  private static final class Grad extends GradientOp {
    Grad(
        SameDiff graph,
        SDVariable out,
        SDVariable target,
        SDVariable noise,
        SDVariable times,
        SDVariable gradient) {
      super("diffusion_loss", 1, graph, out, target, noise, times, gradient);
    }

    @Override
    public String opName() {
      return "diffusion_loss_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public int inPlaceOf(int output) {
      return 0;
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      Entries entries = Entries.of(inputs);
      Memory gradient = Memory.of(inputs[4]);
      Memory dOut = Memory.of(outputs[0]);
      int n = entries.n;
      return kernels.rows(
          entries.rows,
          COST * n,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              int time = entries.time(row);
              double g = gradient.get(row) / n;
              for (int i = 0; i < n; i++) {
                double e = entries.error(row, i);
                double dv = entries.boundGradient(row, i, time, e) / Math.log(2);
                dOut.set(2 * row * n + i, (float) (-2 * g * e));
                dOut.set((2 * row + 1) * n + i, (float) (g * dv));
              }
            }
          });
    }
  }
}
