package org.calm4j.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * AdamW against the published formula in float64; the golden numbers are checked with the model.
 */
class AdamWTest {
  private final SplittableRandom random = new SplittableRandom(41);
  private final Engine engine = new Engine(2);
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private final Map<String, double[][]> twin = new LinkedHashMap<>();

  @AfterEach
  void stop() {
    engine.close();
  }

  private void parameter(String name, long... shape) {
    parameters.put(name, normal(random, shape));
    gradients.put(name, normal(random, shape));
    int length = (int) parameters.get(name).length();
    double[] p = parameters.get(name).reshape(length).toDoubleVector();
    twin.put(name, new double[][] {p, new double[length], new double[length]});
  }

  private AdamW optimizer(AdamWOptions options) {
    return new AdamW(engine, parameters, gradients, name -> !name.startsWith("bias"), options);
  }

  /** One update of the twin; returns the norm before clipping. */
  private double step(AdamWOptions options, int update, double rate, double scale) {
    double sum = 0;
    for (INDArray gradient : gradients.values()) {
      for (float g : floats(gradient)) {
        sum += scale * g * scale * g;
      }
    }
    double norm = Math.sqrt(sum);
    double factor =
        scale * (options.clipNorm() > 0 ? Math.min(1, options.clipNorm() / (norm + 1e-6)) : 1);
    twin.forEach(
        (name, state) -> {
          float[] gradient = floats(gradients.get(name));
          double decay = name.startsWith("bias") ? 0 : options.weightDecay();
          for (int i = 0; i < gradient.length; i++) {
            double g = factor * gradient[i];
            double m = options.beta1() * state[1][i] + (1 - options.beta1()) * g;
            double v = options.beta2() * state[2][i] + (1 - options.beta2()) * g * g;
            state[1][i] = m;
            state[2][i] = v;
            double first = m / (1 - Math.pow(options.beta1(), update));
            double second = v / (1 - Math.pow(options.beta2(), update));
            state[0][i] =
                state[0][i] * (1 - rate * decay)
                    - rate * first / (Math.sqrt(second) + options.epsilon());
          }
        });
    return norm;
  }

  private void renewGradients() {
    gradients.replaceAll((name, old) -> old.assign(normal(random, old.shape())));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1, 0.25", "1000, 1", "3, 0.5"})
  void followsTheFormula(double clip, double scale) {
    // More than one job of the pool, a rest that fills no vector, and tiny ones.
    parameter("matrix", 131, 257);
    parameter("small", 3);
    parameter("bias", 17);
    AdamWOptions options = new AdamWOptions(0.9, 0.95, 1e-8, 0.1, clip);
    try (AdamW optimizer = optimizer(options)) {
      for (int update = 1; update <= 5; update++) {
        double rate = 0.01 * update;
        double expected = step(options, update, rate, scale);
        assertThat(optimizer.update(rate, scale)).isCloseTo(expected, within(1e-5 * expected));
        assertThat(optimizer.updates()).isEqualTo(update);
        twin.forEach(
            (name, state) -> {
              near(name, floats(parameters.get(name)), state[0], 2e-6);
              near(name + ".m", floats(optimizer.state().get(name + ".m")), state[1], 2e-6);
              near(name + ".v", floats(optimizer.state().get(name + ".v")), state[2], 2e-6);
            });
        renewGradients();
      }
    }
  }

  @Test
  void onlyWeightsDecay() {
    parameter("weight", 5);
    parameter("bias", 5);
    float[] weight = floats(parameters.get("weight"));
    float[] bias = floats(parameters.get("bias"));
    gradients.values().forEach(gradient -> gradient.assign(0));
    try (AdamW optimizer = optimizer(new AdamWOptions(0.9, 0.95, 1e-8, 0.5, 1))) {
      assertThat(optimizer.update(0.1, 1)).isZero();
      for (int i = 0; i < 5; i++) {
        assertThat(parameters.get("weight").getFloat(i)).isEqualTo(weight[i] * 0.95f);
        assertThat(parameters.get("bias").getFloat(i)).isEqualTo(bias[i]);
      }
    }
  }

  @Test
  void goesOnWhereItWasSaved() {
    parameter("matrix", 40, 33);
    parameter("bias", 7);
    List<Map<String, float[]>> history = new ArrayList<>();
    Map<String, float[]> saved = new LinkedHashMap<>();
    List<Map<String, float[]>> steps = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      renewGradients();
      steps.add(copy(gradients));
    }
    try (AdamW optimizer = optimizer(AdamWOptions.published())) {
      for (int i = 0; i < 6; i++) {
        restore(gradients, steps.get(i));
        optimizer.update(0.01, 1);
        history.add(copy(parameters));
        if (i == 2) {
          saved.putAll(copy(optimizer.state()));
        }
      }
    }
    restore(parameters, history.get(2));
    try (AdamW optimizer = optimizer(AdamWOptions.published())) {
      restore(optimizer.state(), saved);
      optimizer.restoreUpdates(3);
      assertThat(optimizer.updates()).isEqualTo(3);
      for (int i = 3; i < 6; i++) {
        restore(gradients, steps.get(i));
        optimizer.update(0.01, 1);
      }
      parameters.forEach(
          (name, array) -> assertThat(floats(array)).isEqualTo(history.get(5).get(name)));
      assertThat(optimizer.updates()).isEqualTo(6);
    }
  }

  private static Map<String, float[]> copy(Map<String, INDArray> arrays) {
    Map<String, float[]> copy = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copy.put(name, floats(array)));
    return copy;
  }

  private static void restore(Map<String, INDArray> arrays, Map<String, float[]> values) {
    arrays.forEach(
        (name, array) ->
            org.calm4j.core.engine.kernel.Memory.of(array)
                .put(values.get(name), values.get(name).length));
  }

  @Test
  void threadsDoNotChangeTheBits() {
    parameter("matrix", 300, 301);
    parameter("bias", 301);
    Map<String, float[]> start = copy(parameters);
    List<Map<String, float[]>> ends = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      restore(parameters, start);
      try (Engine own = new Engine(threads);
          AdamW optimizer =
              new AdamW(own, parameters, gradients, name -> true, AdamWOptions.published())) {
        norms.add(optimizer.update(0.01, 1));
        optimizer.update(0.01, 1);
        ends.add(copy(parameters));
      }
    }
    assertThat(norms.get(1)).isEqualTo(norms.get(0));
    assertThat(norms.get(2)).isEqualTo(norms.get(0));
    for (String name : start.keySet()) {
      assertThat(ends.get(1).get(name)).isEqualTo(ends.get(0).get(name));
      assertThat(ends.get(2).get(name)).isEqualTo(ends.get(0).get(name));
    }
  }

  @Test
  void aGradientThatIsNotFiniteShowsInTheNorm() {
    parameter("matrix", 4, 4);
    gradients.get("matrix").putScalar(2, 2, Float.NaN);
    try (AdamW optimizer = optimizer(AdamWOptions.published())) {
      assertThat(optimizer.update(0.01, 1)).isNaN();
    }
  }

  @Test
  void refusesGradientsThatAreMissingOrOfAnotherShape() {
    parameter("matrix", 4, 4);
    gradients.remove("matrix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer(AdamWOptions.published()))
        .withMessage("the parameter matrix has no gradient");
    gradients.put("matrix", normal(random, 4, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer(AdamWOptions.published()))
        .withMessage("the parameter matrix has shape [4, 4], but its gradient [4, 3]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesConstantsOutOfRange(double beta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamWOptions(beta, 0.95, 1e-8, 0.1, 1))
        .withMessage("betas must be in [0, 1), got %s and 0.95".formatted(beta));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamWOptions(0.9, beta, 1e-8, 0.1, 1));
  }

  @Test
  void refusesTheOtherConstantsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamWOptions(0.9, 0.95, 0, 0.1, 1))
        .withMessage("epsilon must be above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamWOptions(0.9, 0.95, 1e-8, -1, 1))
        .withMessage("weight decay and clip norm must not be below 0, got -1.0 and 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new AdamWOptions(0.9, 0.95, 1e-8, 0, -1));
  }
}
