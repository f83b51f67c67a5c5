package org.calm4j.lm.head;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.op.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Walks a chain of steps back from noise to vectors. */
final class DiffusionSampler implements VectorSampler {
  /** Arithmetic on an entry, an exponential among it, in floats touched. */
  private static final int COST = 60;

  private final ChainNetwork network;
  private final Kernels kernels;
  private final DiffusionSchedule schedule;
  private final double noiseScale;
  private final Room room = new Room();

  /**
   * A sampler of a chain.
   *
   * @param network its calls are the chain's, from the last step to the first
   * @param kernels what it runs on
   * @param schedule the chain
   * @param noiseScale factor of the noise of each step
   */
  DiffusionSampler(
      ChainNetwork network, Kernels kernels, DiffusionSchedule schedule, double noiseScale) {
    this.network = network;
    this.kernels = kernels;
    this.schedule = schedule;
    this.noiseScale = noiseScale;
  }

  /** Time index of each call: from the last step to the first. */
  static int[] times(DiffusionSchedule schedule) {
    int[] times = new int[schedule.steps()];
    for (int call = 0; call < times.length; call++) {
      times[call] = schedule.time(times.length - 1 - call);
    }
    return times;
  }

  @Override
  public INDArray hidden(int positions, int samples) {
    return network.hidden(positions, samples);
  }

  @Override
  public INDArray draw(Noise noise) {
    return draw(noise, schedule.steps() - 1);
  }

  /** Walks from some step on. */
  INDArray draw(Noise noise, int from) {
    ChainNetwork.Chain chain = network.begin();
    INDArray step = room.like(chain.x());
    noise.fill(chain.x(), 0);
    for (int i = from; i >= 0; i--) {
      chain.call(schedule.steps() - 1 - i);
      if (i > 0) {
        noise.fill(step, 1 + from - i);
      }
      back(chain, Memory.of(step), ReverseStep.of(schedule, i), i == 0 ? 0 : noiseScale);
    }
    return chain.x();
  }

  private void back(ChainNetwork.Chain chain, Memory noise, ReverseStep step, double scale) {
    int latent = (int) chain.x().size(1);
    Memory x = Memory.of(chain.x());
    Memory out = Memory.of(chain.out());
    kernels
        .workers()
        .run(
            (int) chain.x().size(0),
            COST * latent,
            (begin, end) -> {
              for (int row = begin; row < end; row++) {
                for (int i = 0; i < latent; i++) {
                  int at = row * latent + i;
                  double mean = step.mean(x.get(at), out.get(row * 2 * latent + i));
                  if (scale != 0) {
                    double v = out.get((2 * row + 1) * latent + i);
                    mean += scale * Math.exp(step.logVariance(v) / 2) * noise.get(at);
                  }
                  x.set(at, (float) mean);
                }
              }
            });
  }

  @Override
  public List<PlanReport> reports() {
    return network.reports();
  }

  @Override
  public void close() {
    network.close();
    room.close();
  }
}
