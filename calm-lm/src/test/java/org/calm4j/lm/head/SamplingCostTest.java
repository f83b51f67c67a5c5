package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.DiffusionHeadConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.FlowHeadConfig;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.calm4j.lm.HeadConfig;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a head says that vectors cost is what its plans compute. */
class SamplingCostTest {

  private static void check(HeadConfig config, int samples, int calls) {
    CalmConfig model = HeadGolden.model(config);
    Head head = config.over(model);
    Map<String, INDArray> weights = new CalmNetwork(model).initialize(new RandomStreams(1));
    try (Engine engine = new Engine(1);
        VectorSampler sampler = head.sampler(weights, Spelling.FUSED, engine, 2)) {
      sampler.hidden(1, samples).assign(0.5);
      INDArray made = sampler.draw((array, draw) -> array.assign(0.1));
      assertThat(made.shape()).containsExactly(samples, HeadGolden.LATENT);
      List<PlanReport> reports = sampler.reports();
      long flops = reports.get(0).flops();
      for (PlanReport report : reports.subList(1, reports.size())) {
        flops += calls * report.flops();
      }
      assertThat(head.samplingFlops(samples)).isEqualTo(flops);
    }
  }

  @Test
  void costsAreCounted() {
    for (int samples : new int[] {1, 5}) {
      check(new EnergyHeadConfig(3, 6, 2, 3, 1), samples, 1);
      check(new FlowHeadConfig(3, 4, 7, Solver.MIDPOINT), samples, 14);
      check(new FlowHeadConfig(3, 4, 7, Solver.EULER), samples, 7);
      check(new DiffusionHeadConfig(3, 4, 9, 1), samples, 9);
    }
  }
}
