package org.calm4j.core.engine.layer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.core.engine.TestArrays.normal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.op.GatedSum;
import org.calm4j.core.engine.op.ShiftScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Shift, scale and gate of a condition, and the norm without weights before them. */
class ModulationTest extends LayerCheck {
  private static final int SIZE = 21;

  /** The last norm, shift and scale of a time network: two parts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void twoParts(int n) {
    int groups = 5;
    check(
        groups,
        n,
        2,
        (scope, v) ->
            new Modulation(SIZE, 2)
                .shiftAndScale(
                    scope, LayerNormLayer.plain(scope, v.get("x"), SIZE, 1e-6), v.get("m"), n),
        v -> modulated(normed(v.get("x")), v.get("m"), n, 2));
  }

  /** A residual block: all three parts, and x twice. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void threeParts(int n) {
    int groups = 5;
    Modulation modulation = new Modulation(SIZE, 3);
    check(
        groups,
        n,
        3,
        (scope, v) -> {
          SDVariable inner = modulation.shiftAndScale(scope, v.get("x"), v.get("m"), n);
          return modulation.gated(scope, v.get("x"), Gates.silu(scope, inner), v.get("m"), n);
        },
        v -> {
          double[] x = v.get("x");
          double[] inner = modulated(x, v.get("m"), n, 3);
          double[] y = new double[x.length];
          for (int i = 0; i < y.length; i++) {
            double branch = inner[i] / (1 + Math.exp(-inner[i]));
            int at = i / (SIZE * n) * 3 * SIZE + 2 * SIZE + i % SIZE;
            y[i] = x[i] + v.get("m")[at] * branch;
          }
          return y;
        });
  }

  private interface Graph {
    SDVariable write(GraphScope scope, Map<String, SDVariable> values);
  }

  private interface Formula {
    double[] of(Map<String, double[]> values);
  }

  private void check(int groups, int n, int parts, Graph graph, Formula formula) {
    weight("x", (long) groups * n, SIZE);
    weight("m", groups, (long) parts * SIZE);
    INDArray r = normal(random, (long) groups * n, SIZE);
    checkBoth(
        Map.of("r", r),
        List.of("x", "m"),
        (scope, in) -> {
          Map<String, SDVariable> values = new LinkedHashMap<>();
          // Computed from variables, so that the plan may overwrite them where it can.
          values.put("x", scope.weight("x").mul(1.5));
          values.put("m", scope.weight("m").mul(0.5));
          return graph.write(scope, values).mul(in.get("r")).sum();
        },
        v -> {
          Map<String, double[]> values = new LinkedHashMap<>();
          values.put("x", times(v.get("x"), 1.5));
          values.put("m", times(v.get("m"), 0.5));
          return weighed(formula.of(values), v.get("r"));
        });
  }

  private static double[] times(double[] a, double factor) {
    double[] b = a.clone();
    for (int i = 0; i < b.length; i++) {
      b[i] *= factor;
    }
    return b;
  }

  private static double[] normed(double[] x) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += SIZE) {
      double mean = 0;
      for (int i = row; i < row + SIZE; i++) {
        mean += x[i] / SIZE;
      }
      double variance = 0;
      for (int i = row; i < row + SIZE; i++) {
        variance += (x[i] - mean) * (x[i] - mean) / SIZE;
      }
      for (int i = row; i < row + SIZE; i++) {
        y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-6);
      }
    }
    return y;
  }

  private static double[] modulated(double[] x, double[] m, int n, int parts) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int shift = i / (SIZE * n) * parts * SIZE + i % SIZE;
      y[i] = x[i] * (1 + m[shift + SIZE]) + m[shift];
    }
    return y;
  }

  @Test
  void shapesHaveToFit() {
    refused(4, 6, 3, "[4, 6] and [3, 18]");
    refused(4, 5, 2, "[4, 5] and [2, 18]");
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, -1);
    SDVariable m = graph.placeHolder("m", DataType.FLOAT, -1, -1);
    SDVariable y = new GatedSum(graph, x, x, m).outputVariable();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.plan(
                    graph,
                    Map.of("x", new long[] {2, 3}, "m", new long[] {2, 6}),
                    List.of(y.name())))
        .withMessageContaining("at least 3 parts, got [2, 3] and [2, 6]");
  }

  private void refused(long rows, long size, long groups, String shapes) {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, -1);
    SDVariable m = graph.placeHolder("m", DataType.FLOAT, -1, -1);
    SDVariable y = new ShiftScale(graph, x, m).outputVariable();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (GraphPlan plan =
                  engine.plan(
                      graph,
                      Map.of("x", new long[] {rows, size}, "m", new long[] {groups, 18}),
                      List.of(y.name()))) {
                plan.run();
              }
            })
        .withMessageContaining(shapes);
  }
}
