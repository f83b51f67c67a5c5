package org.calm4j.lm.head;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.op.Kernels;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Follows the velocity from noise at time 0 to vectors at time 1. */
final class FlowSampler implements VectorSampler {
  private final ChainNetwork network;
  private final Kernels kernels;
  private final int steps;
  private final Solver solver;
  private final Room room = new Room();

  FlowSampler(ChainNetwork network, Kernels kernels, int steps, Solver solver) {
    this.network = network;
    this.kernels = kernels;
    this.steps = steps;
    this.solver = solver;
  }

  /** Time index of each call: floor(1000 t) at the beginning, and for a midpoint in the middle. */
  static int[] times(int steps, Solver solver) {
    int calls = solver.calls();
    int[] times = new int[steps * calls];
    for (int call = 0; call < times.length; call++) {
      times[call] = TimeNetwork.TIMES * call / times.length;
    }
    return times;
  }

  @Override
  public INDArray hidden(int positions, int samples) {
    return network.hidden(positions, samples);
  }

  @Override
  public INDArray draw(Noise noise) {
    ChainNetwork.Chain chain = network.begin();
    noise.fill(chain.x(), 0);
    Memory x = Memory.of(chain.x());
    Memory velocity = Memory.of(chain.out());
    Memory before = Memory.of(room.like(chain.x()));
    int calls = solver.calls();
    for (int step = 0; step < steps; step++) {
      chain.call(step * calls);
      if (calls == 2) {
        x.copyTo(0, before, 0, x.length());
        move(x, velocity, 0.5 / steps);
        chain.call(step * calls + 1);
        before.copyTo(0, x, 0, x.length());
      }
      move(x, velocity, 1.0 / steps);
    }
    return chain.x();
  }

  private void move(Memory x, Memory velocity, double step) {
    kernels.math().axpy(x, 0, velocity, 0, (float) step, x.length());
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
