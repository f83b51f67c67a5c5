package org.calm4j.core.engine.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.op.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers of the language model: composed, fused and in float64. */
class LanguageModelLayersTest extends LayerCheck {

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.5})
  void layerNorm(double epsilon) {
    check(
        new LayerNormLayer("n", 37, epsilon),
        13,
        37,
        37,
        v ->
            weighed(
                layerNorm(v.get("x"), v.get("n.weight"), v.get("n.bias"), epsilon), v.get("r")));
  }

  private static double[] layerNorm(double[] x, double[] w, double[] b, double epsilon) {
    int n = w.length;
    double[] y = new double[x.length];
    for (int row = 0; row < x.length / n; row++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        mean += x[row * n + i] / n;
      }
      for (int i = 0; i < n; i++) {
        square += Math.pow(x[row * n + i] - mean, 2) / n;
      }
      for (int i = 0; i < n; i++) {
        y[row * n + i] = (x[row * n + i] - mean) / Math.sqrt(square + epsilon) * w[i] + b[i];
      }
    }
    return y;
  }

  private static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  @Test
  void silu() {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", normal(11, 19));
    inputs.put("r", normal(11, 19));
    checkBoth(
        inputs,
        List.of("x"),
        (scope, in) -> Gates.silu(scope, in.get("x").mul(2)).mul(in.get("r")).sum(),
        v -> {
          double sum = 0;
          for (int i = 0; i < v.get("x").length; i++) {
            sum += silu(2 * v.get("x")[i]) * v.get("r")[i];
          }
          return sum;
        });
  }

  @Test
  void gatedHalves() {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", normal(7, 38));
    inputs.put("r", normal(7, 19));
    checkBoth(
        inputs,
        List.of("x"),
        (scope, in) -> Gates.halves(scope, in.get("x").mul(2)).mul(in.get("r")).sum(),
        v -> {
          double sum = 0;
          for (int row = 0; row < 7; row++) {
            for (int i = 0; i < 19; i++) {
              double gate = 2 * v.get("x")[row * 38 + i];
              double up = 2 * v.get("x")[row * 38 + 19 + i];
              sum += silu(gate) * up * v.get("r")[row * 19 + i];
            }
          }
          return sum;
        });
  }

  @Test
  void conditionedLinear() {
    int n = 3;
    ConditionedLinearLayer layer = new ConditionedLinearLayer("l", 11, 6, 21);
    layer.parameters().forEach(spec -> weight(spec.name(), spec.shape()));
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", normal(5 * n, 11));
    inputs.put("c", normal(5, 6));
    inputs.put("r", normal(5 * n, 21));
    checkBoth(
        inputs,
        List.of("l.weight", "l.bias", "x", "c"),
        (scope, in) -> layer.apply(scope, in.get("x"), in.get("c"), n).mul(in.get("r")).sum(),
        v -> {
          double[] joined = new double[5 * n * 17];
          for (int row = 0; row < 5 * n; row++) {
            System.arraycopy(v.get("x"), row * 11, joined, row * 17, 11);
            System.arraycopy(v.get("c"), row / n * 6, joined, row * 17 + 11, 6);
          }
          return weighed(linear(joined, v.get("l.weight"), v.get("l.bias"), 17, 21), v.get("r"));
        });
  }

  /** Composed, the rows of all tokens are the table; fused, they are looked up. */
  @ParameterizedTest
  @CsvSource({"3, 10", "10, 3"})
  void joinedLinear(int tableRows, int chunks) {
    int k = 2;
    int size = 11;
    JoinedLinearLayer layer = new JoinedLinearLayer("l", size, k, 21);
    layer.parameters().forEach(spec -> weight(spec.name(), spec.shape()));
    weight("table", tableRows, size);
    int[] indices = random.ints((long) chunks * k, 0, tableRows).toArray();
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("indices", Nd4j.createFromArray(indices));
    inputs.put("r", normal(chunks, 21));
    checkBoth(
        inputs,
        List.of("l.weight", "l.bias", "table"),
        (scope, in) ->
            layer
                .apply(
                    scope,
                    scope.fused()
                        ? scope.weight("table")
                        : EmbeddingLayer.rows(
                            scope, scope.weight("table"), in.get("indices"), tableRows),
                    in.get("indices"))
                .mul(in.get("r"))
                .sum(),
        v -> {
          double[] joined = new double[indices.length * size];
          for (int i = 0; i < indices.length; i++) {
            System.arraycopy(v.get("table"), indices[i] * size, joined, i * size, size);
          }
          return weighed(
              linear(joined, v.get("l.weight"), v.get("l.bias"), k * size, 21), v.get("r"));
        });
  }

  @Test
  void aStillRowKeepsItsValueAndGetsNoGradient() {
    EmbeddingLayer layer = new EmbeddingLayer("e", 6, 5, 2);
    weight("e.weight", 6, 5);
    int[] ids = {2, 0, 5, 2, 0};
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("ids", Nd4j.createFromArray(ids));
    inputs.put("r", normal(5, 5));
    double[] still = doubles(weights.get("e.weight").getRow(2).dup());
    checkBoth(
        inputs,
        List.of("e.weight"),
        (scope, in) -> layer.apply(scope, in.get("ids")).mul(in.get("r")).sum(),
        v -> {
          double sum = 0;
          for (int i = 0; i < ids.length; i++) {
            for (int j = 0; j < 5; j++) {
              double entry = ids[i] == 2 ? still[j] : v.get("e.weight")[ids[i] * 5 + j];
              sum += entry * v.get("r")[i * 5 + j];
            }
          }
          return sum;
        });
  }

  /** Grouped heads, a head width that fills no vector, texts that begin inside the row. */
  @ParameterizedTest
  @CsvSource({"4, 2, 6", "2, 2, 40", "3, 1, 16"})
  void attention(int heads, int keyValueHeads, int headDim) {
    int texts = 2;
    int length = 9;
    int size = 10;
    AttentionShape shape = new AttentionShape(heads, keyValueHeads, headDim);
    AttentionLayer layer = new AttentionLayer("a", size, shape);
    layer.parameters().forEach(spec -> weight(spec.name(), spec.shape()));
    weights.values().forEach(weight -> weight.muli(0.4));
    int[] starts = {0, 0, 0, 0, 4, 4, 4, 4, 8, 0, 1, 2, 2, 2, 2, 2, 2, 2};
    int[] positions = {0, 1, 2, 3, 4, 5, 6, 7, 8, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", normal(texts * length, size));
    inputs.put("starts", Nd4j.createFromArray(starts).reshape(texts, length));
    inputs.put("positions", Nd4j.createFromArray(positions));
    inputs.put("r", normal(texts * length, size));
    List<String> variables = new ArrayList<>(weights.keySet());
    variables.add("x");
    checkBoth(
        inputs,
        variables,
        (scope, in) -> {
          RotaryTables rotary = RotaryTables.of(scope, 12, headDim, 10000);
          TextContext context = new TextContext(in.get("positions"), in.get("starts"), length);
          return layer.apply(scope, in.get("x"), rotary, context, 0).mul(in.get("r")).sum();
        },
        v -> weighed(attention(v, shape, size, starts, positions, length), v.get("r")));
  }

  private static double[] attention(
      Map<String, double[]> v,
      AttentionShape shape,
      int size,
      int[] starts,
      int[] positions,
      int length) {
    int d = shape.headDim();
    int qw = shape.heads() * d;
    int kw = shape.keyValueHeads() * d;
    double[] none = {};
    double[] q = linear(v.get("x"), v.get("a.q_proj.weight"), none, size, qw);
    double[] k = linear(v.get("x"), v.get("a.k_proj.weight"), none, size, kw);
    double[] values = linear(v.get("x"), v.get("a.v_proj.weight"), none, size, kw);
    turn(q, qw, d, positions);
    turn(k, kw, d, positions);
    double[] out = new double[q.length];
    for (int row = 0; row < starts.length; row++) {
      int text = row / length * length;
      for (int head = 0; head < shape.heads(); head++) {
        int kv = head / (shape.heads() / shape.keyValueHeads());
        double total = 0;
        double[] sum = new double[d];
        for (int other = text + starts[row]; other <= row; other++) {
          double score = 0;
          for (int i = 0; i < d; i++) {
            score += q[row * qw + head * d + i] * k[other * kw + kv * d + i];
          }
          double weight = Math.exp(score / Math.sqrt(d));
          total += weight;
          for (int i = 0; i < d; i++) {
            sum[i] += weight * values[other * kw + kv * d + i];
          }
        }
        for (int i = 0; i < d; i++) {
          out[row * qw + head * d + i] = sum[i] / total;
        }
      }
    }
    return linear(out, v.get("a.o_proj.weight"), none, qw, size);
  }

  private static void turn(double[] x, int width, int d, int[] positions) {
    for (int row = 0; row < positions.length; row++) {
      for (int head = row * width; head < (row + 1) * width; head += d) {
        for (int i = 0; i < d / 2; i++) {
          double angle = positions[row] * Math.pow(10000, -2.0 * i / d);
          double first = x[head + i];
          double second = x[head + d / 2 + i];
          x[head + i] = first * Math.cos(angle) - second * Math.sin(angle);
          x[head + d / 2 + i] = second * Math.cos(angle) + first * Math.sin(angle);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.5, 2})
  void energyScore(double beta) {
    int positions = 4;
    int samples = 3;
    int targets = 7;
    int latent = 19;
    double[] counts = {0.5, 0, 0.25, 0.25};
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("x", normal(positions * samples, latent));
    inputs.put("mean", normal(positions, latent));
    inputs.put("log_std", normal(positions, latent).muli(0.3));
    inputs.put("noise", normal(positions * targets, latent));
    inputs.put("weights", Nd4j.createFromArray(new float[] {0.5f, 0, 0.25f, 0.25f}));
    EnergyScoreLoss loss = new EnergyScoreLoss(samples, targets, latent, beta);
    checkBoth(
        inputs,
        List.of("x"),
        (scope, in) ->
            loss.apply(
                    scope,
                    in.get("x").mul(1.5),
                    in.get("mean"),
                    in.get("log_std"),
                    in.get("noise"),
                    in.get("weights"))
                .loss()
                .mul(3),
        v -> {
          double sum = 0;
          for (int p = 0; p < positions; p++) {
            double own = 0;
            double other = 0;
            for (int i = 0; i < samples; i++) {
              for (int j = 0; j < samples; j++) {
                double square = 0;
                for (int c = 0; c < latent; c++) {
                  double a = 1.5 * v.get("x")[(p * samples + i) * latent + c];
                  double b = 1.5 * v.get("x")[(p * samples + j) * latent + c];
                  square += (a - b) * (a - b);
                }
                own += Math.pow(square, beta / 2);
              }
              for (int j = 0; j < targets; j++) {
                double square = 0;
                for (int c = 0; c < latent; c++) {
                  double std = Math.exp(v.get("log_std")[p * latent + c]);
                  double e = v.get("noise")[(p * targets + j) * latent + c];
                  double y = v.get("mean")[p * latent + c] + std * e;
                  double a = 1.5 * v.get("x")[(p * samples + i) * latent + c];
                  square += (a - y) * (a - y);
                }
                other += Math.pow(square, beta / 2);
              }
            }
            double score = own / (samples * (samples - 1)) - 2 * other / (samples * targets);
            sum -= counts[p] * score;
          }
          return 3 * sum;
        });
  }

  private INDArray normal(long... shape) {
    return org.calm4j.core.engine.TestArrays.normal(random, shape);
  }
}
