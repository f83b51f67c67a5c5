package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.DiffusionHeadConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The diffusion head against the golden numbers, in both spellings. */
class DiffusionParityTest {
  private static final DiffusionHeadConfig TRAINING = new DiffusionHeadConfig(2, 4, 100, 1);

  private final Map<String, INDArray> weights = HeadGolden.weights("calm_k4_diffusion");
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private static DiffusionHead head(DiffusionHeadConfig config) {
    return new DiffusionHead(HeadGolden.model(config), config);
  }

  private Map<String, INDArray> headWeights() {
    Map<String, INDArray> own = new LinkedHashMap<>(weights);
    own.keySet().removeIf(name -> !name.startsWith("generative_head."));
    return own;
  }

  /** Numbers that become the given time indices. */
  static INDArray times(INDArray indices) {
    return indices.castTo(DataType.FLOAT).add(0.5).div(1000).reshape(indices.length(), 1);
  }

  private static Map<String, INDArray> lossInputs(Map<String, INDArray> stored) {
    return Map.of(
        "target", stored.get("target"),
        "t", times(stored.get("t")),
        "noise", stored.get("noise"));
  }

  @ParameterizedTest
  @EnumSource
  void loss(Spelling spelling) {
    Map<String, INDArray> stored = golden("diffusion_head_loss");
    DiffusionHead head = head(new DiffusionHeadConfig(2, 1, 100, 1));
    Map<String, INDArray> variables = headWeights();
    variables.put("hidden", stored.get("hidden"));
    try (HeadLossCheck check =
        new HeadLossCheck(engine, spelling, variables, lossInputs(stored), head::loss)) {
      check.run();
      check.forward("x", stored.get("x_t"));
      check.forward("out", stored.get("net_output"));
      check.forward("rows_mse", stored.get("mse"));
      check.forward("rows_vb", stored.get("vb"));
      check.forward("rows", stored.get("loss"));
      check.forward("loss", stored.get("loss_mean"));
      assertThat(check.gradients(stored)).isEqualTo(28);
    }
  }

  /** One step, every row at another place of the chain. */
  @ParameterizedTest
  @EnumSource
  void steps(Spelling spelling) {
    Map<String, INDArray> stored = golden("diffusion_steps");
    int[] at = ints(stored.get("t"));
    DiffusionSchedule schedule = DiffusionSchedule.of(100);
    int[] times = DiffusionSampler.times(schedule);
    DiffusionHead head = head(TRAINING);
    TimeNetwork network = new TimeNetwork(8, 32, 2, 16, 1e-6);
    assertThat(head.parameters()).hasSameSizeAs(network.parameters());
    try (NetworkPlans plans = new NetworkPlans(network, times, weights, spelling, engine, 2)) {
      for (int row = 0; row < at.length; row++) {
        plans.hidden(1, 1).assign(stored.get("hidden").getRow(row, true));
        ChainNetwork.Chain chain = plans.begin();
        chain.x().assign(stored.get("x_t").getRow(row, true));
        chain.call(99 - at[row]);
        ReverseStep step = ReverseStep.of(schedule, at[row]);
        INDArray mean = chain.x().dup();
        INDArray logVariance = chain.x().dup();
        INDArray start = chain.x().dup();
        INDArray sample = chain.x().dup();
        for (int i = 0; i < 8; i++) {
          double x = chain.x().getDouble(0, i);
          double e = chain.out().getDouble(0, i);
          double spread = step.logVariance(chain.out().getDouble(0, 8 + i));
          double noise = at[row] == 0 ? 0 : stored.get("noise").getDouble(row, i);
          mean.putScalar(0, i, step.mean(x, e));
          logVariance.putScalar(0, i, spread);
          start.putScalar(0, i, step.start(x, e));
          sample.putScalar(0, i, step.mean(x, e) + Math.exp(spread / 2) * noise);
        }
        close("mean", mean, stored.get("mean").getRow(row, true), FORWARD);
        close("variance", logVariance, stored.get("log_variance").getRow(row, true), FORWARD);
        close("start", start, stored.get("pred_x0").getRow(row, true), FORWARD);
        close("sample", sample, stored.get("sample").getRow(row, true), FORWARD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void chainFromTheMiddle(Spelling spelling) {
    Map<String, INDArray> stored = golden("diffusion_steps");
    try (DiffusionSampler sampler = head(TRAINING).diffusionSampler(weights, spelling, engine, 2)) {
      sampler.hidden(8, 1).assign(stored.get("hidden"));
      INDArray made =
          sampler.draw(
              (array, draw) ->
                  array.assign(
                      draw == 0 ? stored.get("x_t") : stored.get("chain40.noise").slice(draw - 1)),
              39);
      close("sample", made, stored.get("chain40.sample"), FORWARD);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1, FUSED", "100, 0.7, FUSED", "10, 1, FUSED", "10, 0.7, FUSED",
    "100, 1, COMPOSED", "100, 0.7, COMPOSED", "10, 1, COMPOSED", "10, 0.7, COMPOSED"
  })
  void chains(int steps, double noiseScale, Spelling spelling) {
    Map<String, INDArray> stored = golden("diffusion_sample");
    String name = "steps" + steps + ".";
    assertThat(DiffusionSampler.times(DiffusionSchedule.of(steps)))
        .isEqualTo(ints(stored.get(name + "net_t")));
    DiffusionHead head = head(new DiffusionHeadConfig(2, 4, steps, noiseScale));
    try (VectorSampler sampler = head.sampler(weights, spelling, engine, 2)) {
      sampler.hidden(4, 1).assign(stored.get("hidden"));
      INDArray made =
          sampler.draw(
              (array, draw) ->
                  array.assign(
                      draw == 0
                          ? stored.get(name + "x_init")
                          : stored.get(name + "noise").slice(draw - 1)));
      String which = noiseScale == 1 ? "sample" : "sample_noise_scale_0.7";
      close("sample", made, stored.get(name + which), 5e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void training(Spelling spelling) {
    Map<String, INDArray> stored = golden("diffusion_train");
    Map<String, INDArray> draws =
        Map.of(
            "target_noise", stored.get("eps"),
            "time", times(stored.get("t")),
            "start", stored.get("noise"));
    assertThat(HeadGolden.train(engine, spelling, TRAINING, weights, stored, draws)).isEqualTo(54);
  }

  /** The loss op against central differences of its own formula, also where the golden is thin. */
  @ParameterizedTest
  @EnumSource
  void gradientsAreSlopes(Spelling spelling) {
    int rows = 10;
    SplittableRandom random = new SplittableRandom(3);
    Map<String, INDArray> stored = golden("diffusion_head_loss");
    INDArray target = stored.get("target").getRow(0, true).repeat(0, rows);
    INDArray noise = stored.get("noise").get(NDArrayIndex.interval(0, 10));
    INDArray t = times(stored.get("t")).get(NDArrayIndex.interval(0, 10));
    t = t.dup('c');
    for (int row = 0; row < 4; row++) { // several rows at time 0
      t.putScalar(row, 0, 0.0001 * row);
    }
    INDArray hidden = stored.get("hidden").get(NDArrayIndex.interval(0, 10));
    DiffusionHead head = head(new DiffusionHeadConfig(2, 1, 100, 1));
    Map<String, INDArray> variables = headWeights();
    variables.put("hidden", hidden.dup('c'));
    Map<String, INDArray> inputs = Map.of("target", target, "t", t, "noise", noise);
    // The variance's half of the last bias: what vb alone teaches.
    INDArray bias = variables.get("generative_head.net.final_layer.linear.bias");
    try (HeadLossCheck check = new HeadLossCheck(engine, spelling, variables, inputs, head::loss)) {
      check.run();
      INDArray gradient = check.gradient("generative_head.net.final_layer.linear.bias").dup();
      for (int i = 8; i < 16; i++) {
        double old = bias.getDouble(i);
        double step = 0.02 + 0.01 * random.nextDouble();
        bias.putScalar(i, old + step);
        check.run();
        double up = check.output("loss").getDouble(0);
        bias.putScalar(i, old - step);
        check.run();
        double down = check.output("loss").getDouble(0);
        bias.putScalar(i, old);
        double slope = (up - down) / (2 * step);
        assertThat(gradient.getDouble(i))
            .isCloseTo(
                slope,
                Offset.offset(
                    0.01 * Math.abs(slope) + 1e-4 * Math.abs(gradient.amaxNumber().doubleValue())));
      }
    }
  }

  @Test
  void parametersHaveThePublishedNamesAndShapes() {
    Map<String, long[]> expected = new LinkedHashMap<>();
    head(TRAINING).parameters().forEach(spec -> expected.put(spec.name(), spec.shape()));
    assertThat(headWeights().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    headWeights().forEach((name, array) -> assertThat(array.shape()).isEqualTo(expected.get(name)));
  }
}
