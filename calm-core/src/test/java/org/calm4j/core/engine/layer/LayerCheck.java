package org.calm4j.core.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.ints;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.junit.jupiter.api.AfterEach;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds the two spellings of a layer against each other and against a float64 twin: values, all
 * gradients, and gradients against central differences of the twin.
 */
abstract class LayerCheck {
  static final double VALUE = 3e-6;
  static final double GRADIENT = 2e-5;

  final SplittableRandom random = new SplittableRandom(17);
  final Engine engine = new Engine(2);
  final Map<String, INDArray> weights = new LinkedHashMap<>();

  @AfterEach
  void stop() {
    engine.close();
  }

  /** A formula in float64: inputs and weights by name to a scalar. */
  interface Twin {
    double loss(Map<String, double[]> values);
  }

  @SuppressWarnings("ArrayRecordComponent") // not compared
  record Result(float[] value, Map<String, float[]> gradients) {}

  /** Weighs every output differently, so that each of its entries has a gradient of its own. */
  static double weighed(double[] y, double[] r) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * r[i];
    }
    return sum;
  }

  void weight(String name, long... shape) {
    weights.put(name, normal(random, shape));
  }

  /** A layer from x [rows, in] to y [rows, out] under the loss sum(y * r). */
  void check(Layer layer, int rows, int in, int out, Twin twin) {
    for (ParameterSpec spec : layer.parameters()) {
      weight(spec.name(), spec.shape());
    }
    INDArray x = normal(random, rows, in);
    INDArray r = normal(random, rows, out);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", x);
    inputs.put("r", r);
    List<String> variables = new ArrayList<>(weights.keySet());
    variables.add("x");
    checkBoth(
        inputs,
        variables,
        (scope, placeholders) ->
            layer.apply(scope, placeholders.get("x")).mul(placeholders.get("r")).sum(),
        twin);
  }

  void checkBoth(
      Map<String, INDArray> inputs,
      List<String> variables,
      BiFunction<GraphScope, Map<String, SDVariable>, SDVariable> loss,
      Twin twin) {
    Result composed = run(Spelling.COMPOSED, inputs, variables, loss);
    Result fused = run(Spelling.FUSED, inputs, variables, loss);
    Map<String, double[]> values = new LinkedHashMap<>();
    inputs.forEach((name, array) -> values.put(name, doubles(array)));
    weights.forEach((name, array) -> values.put(name, doubles(array)));
    double exact = twin.loss(values);
    double scale = Math.max(1, Math.abs(exact));
    assertThat((double) composed.value[0]).isCloseTo(exact, within(20 * VALUE * scale));
    assertThat((double) fused.value[0]).isCloseTo(exact, within(20 * VALUE * scale));
    for (String name : variables) {
      float[] gradient = fused.gradients.get(name);
      near(name + " fused and composed", gradient, composed.gradients.get(name), GRADIENT);
      // Some entries by central differences, which float64 makes sharp.
      int length = gradient.length;
      int count = Math.min(length, 40);
      float[] some = new float[count];
      double[] differences = new double[count];
      double[] array = values.get(name);
      for (int i = 0; i < count; i++) {
        int at = length <= 40 ? i : random.nextInt(length);
        double old = array[at];
        double step = 1e-5;
        array[at] = old + step;
        double up = twin.loss(values);
        array[at] = old - step;
        double down = twin.loss(values);
        array[at] = old;
        some[i] = gradient[at];
        differences[i] = (up - down) / (2 * step);
      }
      near(name + " fused and central differences", some, differences, 1e-4);
      assertThat(gradient).as(name + " has a gradient").isNotEqualTo(new float[length]);
    }
  }

  static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  Result run(
      Spelling spelling,
      Map<String, INDArray> inputs,
      List<String> variables,
      BiFunction<GraphScope, Map<String, SDVariable>, SDVariable> make) {
    GraphScope scope = new GraphScope(spelling, weights);
    Map<String, SDVariable> placeholders = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    inputs.forEach(
        (name, array) -> {
          long[] shape = array.shape().clone();
          shapes.put(name, array.shape());
          shape[0] = -1;
          placeholders.put(name, scope.graph().placeHolder(name, array.dataType(), shape));
        });
    SDVariable loss = make.apply(scope, placeholders);
    Map<String, SDVariable> gradients = Backpropagation.gradients(scope.graph(), loss, variables);
    List<String> wanted = new ArrayList<>();
    gradients.values().forEach(gradient -> wanted.add(gradient.name()));
    wanted.add(loss.name());
    try (GraphPlan plan = engine.plan(scope.graph(), shapes, wanted)) {
      inputs.forEach(
          (name, array) -> {
            if (array.dataType() == DataType.INT32) {
              put(plan, name, ints(array));
            } else {
              put(plan, name, floats(array));
            }
          });
      plan.run();
      Map<String, float[]> results = new LinkedHashMap<>();
      gradients.forEach(
          (name, gradient) -> results.put(name, floats(plan.output(gradient.name()))));
      return new Result(floats(plan.output(loss.name())), results);
    }
  }

  static double[] doubles(INDArray array) {
    return array.reshape(array.length()).toDoubleVector();
  }

  static double[] linear(double[] x, double[] w, double[] b, int in, int out) {
    int rows = x.length / in;
    double[] y = new double[rows * out];
    for (int row = 0; row < rows; row++) {
      for (int o = 0; o < out; o++) {
        double sum = b.length == 0 ? 0 : b[o];
        for (int i = 0; i < in; i++) {
          sum += x[row * in + i] * w[o * in + i];
        }
        y[row * out + o] = sum;
      }
    }
    return y;
  }
}
