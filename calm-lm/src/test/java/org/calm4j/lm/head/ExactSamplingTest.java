package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Targets that are normal: what the best network says is known, and what must come out. */
class ExactSamplingTest {
  private static final double[] MEAN = {0.8, -1.5, 0};
  private static final double[] STD = {0.3, 1.2, 0.7};

  private final Engine engine = new Engine(2);
  private final NoiseBlocks noise = new NoiseBlocks(engine.kernels().workers());

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Farthest entry from mean + std * noise, which the exact flow leads to. */
  private double flowError(int steps, Solver solver) {
    int[] times = FlowSampler.times(steps, solver);
    AnalyticNetwork network =
        new AnalyticNetwork(
            3,
            3,
            (x, call, out) -> {
              double t = times[call] / 1000.0;
              for (int i = 0; i < 3; i++) {
                double variance = (1 - t) * (1 - t) + t * t * STD[i] * STD[i];
                double pull = (t * STD[i] * STD[i] - (1 - t)) / variance;
                out[i] = (float) (MEAN[i] + pull * (x[i] - t * MEAN[i]));
              }
            });
    double[][] start = new double[500][3];
    try (VectorSampler sampler = new FlowSampler(network, engine.kernels(), steps, solver)) {
      sampler.hidden(1, 500);
      INDArray made =
          sampler.draw(
              (array, draw) -> {
                noise.normals(array, 7);
                for (int row = 0; row < 500; row++) {
                  start[row] = array.getRow(row).toDoubleVector();
                }
              });
      double worst = 0;
      for (int row = 0; row < 500; row++) {
        for (int i = 0; i < 3; i++) {
          double exact = MEAN[i] + STD[i] * start[row][i];
          worst = Math.max(worst, Math.abs(made.getDouble(row, i) - exact));
        }
      }
      return worst;
    }
  }

  /** Steps half as long: half the error of Euler's, at most a quarter of the midpoint's. */
  @Test
  void aFlowArrivesWhereItMust() {
    double euler = flowError(20, Solver.EULER);
    assertThat(euler / flowError(40, Solver.EULER)).isBetween(1.8, 2.2);
    double midpoint = flowError(10, Solver.MIDPOINT);
    assertThat(midpoint / flowError(20, Solver.MIDPOINT)).isGreaterThan(3.5);
    assertThat(midpoint).isLessThan(2e-3).isLessThan(euler / 50);
  }

  /** With the exact noise estimate and variance, every chain samples the target, long or short. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100})
  void aChainSamplesItsTarget(int steps) {
    DiffusionSchedule schedule = DiffusionSchedule.of(steps);
    AnalyticNetwork network =
        new AnalyticNetwork(
            3,
            6,
            (x, call, out) -> {
              int step = steps - 1 - call;
              double kept = schedule.alphaCumprod(step);
              ReverseStep back = ReverseStep.of(schedule, step);
              for (int i = 0; i < 3; i++) {
                double spread = STD[i] * STD[i];
                double total = kept * spread + 1 - kept;
                out[i] = (float) (Math.sqrt(1 - kept) * (x[i] - Math.sqrt(kept) * MEAN[i]) / total);
                // What is not known of the vector is added to the variance of the step.
                double unknown = spread * (1 - kept) / total;
                double variance =
                    Math.exp(back.logVariance())
                        + schedule.posteriorMeanStart(step)
                            * schedule.posteriorMeanStart(step)
                            * unknown;
                out[3 + i] =
                    (float) ((Math.log(variance) - back.logVariance()) / back.range() * 2 - 1);
              }
            });
    int samples = 20_000;
    try (VectorSampler sampler = new DiffusionSampler(network, engine.kernels(), schedule, 1)) {
      sampler.hidden(1, samples);
      INDArray made = sampler.draw((array, draw) -> noise.normals(array, 100 + draw));
      for (int i = 0; i < 3; i++) {
        double mean = made.getColumn(i).meanNumber().doubleValue();
        double std = made.getColumn(i).stdNumber().doubleValue();
        // Four standard errors, and what float32 leaves of the first, long step.
        assertThat(mean).isCloseTo(MEAN[i], Offset.offset(4 * STD[i] / Math.sqrt(samples) + 2e-3));
        assertThat(std).isCloseTo(STD[i], Offset.offset(3 * STD[i] / Math.sqrt(samples) + 2e-3));
      }
    }
  }

  @Test
  void withoutNoiseChainsAreFarTooNarrow() {
    // The control: the test above can fail.
    DiffusionSchedule schedule = DiffusionSchedule.of(10);
    AnalyticNetwork network =
        new AnalyticNetwork(
            3,
            6,
            (x, call, out) -> {
              double kept = schedule.alphaCumprod(9 - call);
              for (int i = 0; i < 3; i++) {
                double total = kept * STD[i] * STD[i] + 1 - kept;
                out[i] = (float) (Math.sqrt(1 - kept) * (x[i] - Math.sqrt(kept) * MEAN[i]) / total);
              }
            });
    try (VectorSampler sampler = new DiffusionSampler(network, engine.kernels(), schedule, 0)) {
      sampler.hidden(1, 2000);
      INDArray made = sampler.draw((array, draw) -> noise.normals(array, 100 + draw));
      assertThat(made.getColumn(1).stdNumber().doubleValue()).isLessThan(0.8 * STD[1]);
      assertThat(made.getColumn(1).meanNumber().doubleValue())
          .isCloseTo(MEAN[1], Offset.offset(0.05));
    }
  }
}
