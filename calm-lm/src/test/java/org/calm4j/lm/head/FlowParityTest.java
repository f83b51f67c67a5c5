package org.calm4j.lm.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.FlowHeadConfig;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The flow head against the golden numbers, in both spellings. */
class FlowParityTest {
  private static final FlowHeadConfig TRAINING = new FlowHeadConfig(2, 4, 10, Solver.MIDPOINT);

  private final Map<String, INDArray> weights = HeadGolden.weights("calm_k4_flow");
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private static FlowHead head(FlowHeadConfig config) {
    return new FlowHead(HeadGolden.model(config), config);
  }

  private Map<String, INDArray> headWeights() {
    Map<String, INDArray> own = new LinkedHashMap<>(weights);
    own.keySet().removeIf(name -> !name.startsWith("generative_head."));
    return own;
  }

  @ParameterizedTest
  @EnumSource
  void loss(Spelling spelling) {
    Map<String, INDArray> stored = golden("flow_head_loss");
    FlowHead head = head(new FlowHeadConfig(2, 1, 10, Solver.MIDPOINT));
    Map<String, INDArray> variables = headWeights();
    variables.put("hidden", stored.get("hidden"));
    Map<String, INDArray> inputs =
        Map.of(
            "target", stored.get("target"),
            "t", stored.get("t").reshape(10, 1),
            "noise", stored.get("x0"));
    try (HeadLossCheck check = new HeadLossCheck(engine, spelling, variables, inputs, head::loss)) {
      check.run();
      check.forward("x", stored.get("x_t"));
      check.forward("velocity", stored.get("v_pred"));
      check.forward("rows", stored.get("loss"));
      check.forward("loss", stored.get("loss_mean"));
      assertThat(check.gradients(stored)).isEqualTo(28);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MIDPOINT, 10, FUSED", "EULER, 20, FUSED",
    "MIDPOINT, 10, COMPOSED", "EULER, 20, COMPOSED"
  })
  void sampling(Solver solver, int steps, Spelling spelling) {
    Map<String, INDArray> stored = golden("flow_sample");
    String name = solver == Solver.EULER ? "euler" : "midpoint";
    assertThat(FlowSampler.times(steps, solver)).isEqualTo(ints(stored.get(name + ".t_index")));
    FlowHead head = head(new FlowHeadConfig(2, 4, steps, solver));
    try (VectorSampler sampler = head.sampler(weights, spelling, engine, 2)) {
      for (int run = 0; run < 2; run++) {
        sampler.hidden(6, 1).assign(stored.get("hidden"));
        INDArray made =
            sampler.draw(
                (array, draw) -> {
                  assertThat(draw).isZero();
                  array.assign(stored.get("x_init"));
                });
        close("sample", made, stored.get(name + ".sample"), FORWARD);
      }
    }
  }

  /** Several vectors of one hidden state share what depends on it alone. */
  @ParameterizedTest
  @EnumSource
  void vectorsOfOneStateAreThoseOfSingleOnes(Spelling spelling) {
    Map<String, INDArray> stored = golden("flow_sample");
    INDArray three = stored.get("x_init").dup('c');
    try (VectorSampler sampler = head(TRAINING).sampler(weights, spelling, engine, 2)) {
      sampler.hidden(2, 3).assign(stored.get("hidden").getRows(1, 4));
      INDArray together = sampler.draw((array, draw) -> array.assign(three)).dup('c');
      INDArray hidden = sampler.hidden(6, 1);
      for (int row = 0; row < 6; row++) {
        hidden.putRow(row, stored.get("hidden").getRow(row < 3 ? 1 : 4));
      }
      INDArray apart = sampler.draw((array, draw) -> array.assign(three));
      close("vectors", together, apart, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void training(Spelling spelling) {
    Map<String, INDArray> stored = golden("flow_train");
    Map<String, INDArray> draws =
        Map.of(
            "target_noise", stored.get("eps"), "time", stored.get("t"), "start", stored.get("x0"));
    assertThat(HeadGolden.train(engine, spelling, TRAINING, weights, stored, draws)).isEqualTo(54);
  }

  /** Some entries of every parameter by central differences. */
  @ParameterizedTest
  @EnumSource
  void gradientsAreSlopes(Spelling spelling) {
    Map<String, INDArray> stored = golden("flow_head_loss");
    FlowHead head = head(new FlowHeadConfig(2, 1, 10, Solver.MIDPOINT));
    Map<String, INDArray> variables = headWeights();
    variables.put("hidden", stored.get("hidden"));
    Map<String, INDArray> inputs =
        Map.of(
            "target", stored.get("target"),
            "t", stored.get("t").reshape(10, 1),
            "noise", stored.get("x0"));
    try (HeadLossCheck check = new HeadLossCheck(engine, spelling, variables, inputs, head::loss)) {
      check.run();
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      variables.keySet().forEach(name -> gradients.put(name, check.gradient(name).dup('c')));
      gradients.forEach(
          (name, gradient) -> {
            INDArray flat = variables.get(name).reshape(gradient.length());
            INDArray slopes = gradient.reshape(gradient.length());
            double largest = gradient.amaxNumber().doubleValue();
            // The steepest entry and one by its place.
            for (long at : new long[] {steepest(slopes), flat.length() / 3}) {
              double slope = slope(check, flat, at);
              assertThat(slopes.getDouble(at))
                  .as(name)
                  .isCloseTo(slope, Offset.offset(0.02 * largest + 2e-5));
            }
          });
    }
  }

  private static long steepest(INDArray slopes) {
    long best = 0;
    for (long i = 0; i < slopes.length(); i++) {
      best = Math.abs(slopes.getDouble(i)) > Math.abs(slopes.getDouble(best)) ? i : best;
    }
    return best;
  }

  private static double slope(HeadLossCheck check, INDArray flat, long at) {
    double old = flat.getDouble(at);
    double step = 0.01;
    flat.putScalar(at, old + step);
    check.run();
    double up = check.output("loss").getDouble(0);
    flat.putScalar(at, old - step);
    check.run();
    double down = check.output("loss").getDouble(0);
    flat.putScalar(at, old);
    return (up - down) / (2 * step);
  }

  @Test
  void parametersHaveThePublishedNamesAndShapes() {
    Map<String, long[]> expected = new LinkedHashMap<>();
    head(TRAINING).parameters().forEach(spec -> expected.put(spec.name(), spec.shape()));
    assertThat(headWeights().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    headWeights().forEach((name, array) -> assertThat(array.shape()).isEqualTo(expected.get(name)));
  }
}
