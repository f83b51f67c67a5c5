package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.GRADIENT;
import static org.calm4j.lm.Golden.close;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.calm4j.lm.net.InputProjection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors of the golden autoencoder as the backbone's input. */
class LatentInputTest {
  private static final int TEXTS = 2;
  private static final int LENGTH = 5;
  private static final int K = 4;
  private static final int LATENT = 16;
  private static final int PAD = 319;
  private static final CalmConfig CONFIG =
      Golden.CONFIG.withInput(CalmConfig.Input.LATENT).withInitializerRange(0.1);

  private final Engine engine = new Engine(2);
  private final ChunkCodec codec =
      new Autoencoder(
          new AutoencoderConfig(320, 64, 160, LATENT, K, 2, 2, 1e-6, 0.02),
          Golden.autoencoderWeights(),
          true,
          "",
          engine);
  private final Map<String, INDArray> weights =
      new CalmNetwork(CONFIG).initialize(new RandomStreams(3));

  @AfterEach
  void stop() {
    codec.close();
    engine.close();
  }

  /** Chunks of any ids, one that begins with a BOS behind padding, one of padding alone. */
  private static int[] ids() {
    int[] ids = new SplittableRandom(9).ints((long) TEXTS * LENGTH * K, 0, PAD).toArray();
    System.arraycopy(new int[] {PAD, PAD, PAD, 1}, 0, ids, 0, K);
    System.arraycopy(new int[] {PAD, PAD, PAD, PAD}, 0, ids, (LENGTH + 2) * K, K);
    return ids;
  }

  /** Loss, inputs, hidden states and all gradients. */
  private Map<String, INDArray> train(Spelling spelling) {
    CalmGraphs graphs = new CalmGraphs(CONFIG, codec, spelling, weights, TEXTS, LENGTH);
    BuiltGraph built = graphs.training();
    int rows = TEXTS * LENGTH;
    Map<String, long[]> shapes = graphs.inputShapes(rows);
    assertThat(shapes).containsOnlyKeys(CalmGraphs.INPUT_VECTORS);
    shapes.put(CalmGraphs.POSITIONS, new long[] {rows});
    shapes.put(CalmGraphs.STARTS, new long[] {TEXTS, LENGTH});
    shapes.put(CalmGraphs.PREDICTED, new long[] {rows});
    shapes.put(CalmGraphs.MEAN, new long[] {rows, LATENT});
    shapes.put(CalmGraphs.LOG_STD, new long[] {rows, LATENT});
    shapes.put(CalmGraphs.WEIGHTS, new long[] {rows});
    CONFIG.head().over(CONFIG).draws().forEach(d -> shapes.put(d.placeholder(), d.shape(rows)));
    Map<String, INDArray> results = new LinkedHashMap<>();
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      graphs.putInputs(plan, ids());
      put(plan, CalmGraphs.POSITIONS, IntStream.range(0, rows).map(i -> i % LENGTH).toArray());
      put(plan, CalmGraphs.STARTS, new int[rows]);
      put(plan, CalmGraphs.PREDICTED, IntStream.range(0, rows).toArray());
      plan.input(CalmGraphs.MEAN).assign(0.5);
      plan.input(CalmGraphs.LOG_STD).assign(-1);
      plan.input(CalmGraphs.WEIGHTS).assign(1.0 / rows);
      NoiseBlocks noise = new NoiseBlocks(engine.kernels().workers());
      CONFIG
          .head()
          .over(CONFIG)
          .draws()
          .forEach(d -> d.distribution().fill(noise, plan.input(d.placeholder()), 7));
      plan.run();
      for (String output : List.of("loss", "inputs", "hidden")) {
        results.put(output, plan.output(built.output(output)).dup());
      }
      for (String parameter : weights.keySet()) {
        results.put(parameter, plan.output(built.output(CalmGraphs.GRADIENT + parameter)).dup());
      }
    }
    return results;
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  @Test
  void theSpellingsAreOneFunction() {
    Map<String, INDArray> fused = train(Spelling.FUSED);
    Map<String, INDArray> composed = train(Spelling.COMPOSED);
    close("loss", fused.remove("loss"), composed.remove("loss"), Golden.LOSS);
    close("inputs", fused.remove("inputs"), composed.remove("inputs"), FORWARD);
    close("hidden", fused.remove("hidden"), composed.remove("hidden"), FORWARD);
    assertThat(fused).hasSameSizeAs(weights);
    fused.forEach(
        (name, gradient) -> {
          assertThat(gradient.amaxNumber().doubleValue()).as(name).isPositive();
          close(name, gradient, composed.get(name), GRADIENT);
        });
  }

  /** Means of the posteriors, those of BOS and padding too, through the projection. */
  @Test
  void theInputIsTheAutoencodersMean() {
    float[][] vectors = codec.encode(ids());
    Projection projection = new Projection(CONFIG, weights);
    INDArray inputs = train(Spelling.FUSED).get("inputs");
    for (int row = 0; row < vectors.length; row++) {
      INDArray expected = Nd4j.createFromArray(projection.apply(vectors[row]));
      close("chunk " + row, inputs.getRow(row), expected, FORWARD);
    }
  }

  /** What stands behind the chunks in a plan with room for more is finite. */
  @Test
  void roomThatIsLeftIsEmpty() {
    CalmGraphs graphs = new CalmGraphs(CONFIG, codec, Spelling.FUSED, weights, 1, 4);
    BuiltGraph built = graphs.hidden();
    Map<String, long[]> shapes = graphs.inputShapes(4);
    shapes.put(CalmGraphs.POSITIONS, new long[] {4});
    shapes.put(CalmGraphs.STARTS, new long[] {1, 4});
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      plan.input(CalmGraphs.INPUT_VECTORS).assign(Double.NaN);
      graphs.putInputs(plan, 1, 2, 3, 4, 5, 6, 7, 8);
      float[][] written = plan.input(CalmGraphs.INPUT_VECTORS).toFloatMatrix();
      assertThat(written[0]).isNotEqualTo(written[1]).doesNotContain(Float.NaN);
      assertThat(written[2]).isEqualTo(new float[LATENT]);
      assertThat(written[3]).isEqualTo(new float[LATENT]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graphs.putInputs(plan, 1, 2, 3, 320))
          .withMessageContaining("id 320 at position 3 lies outside the vocabulary of 320");
    }
  }

  /** Against central differences of the same formula in doubles. */
  @ParameterizedTest
  @EnumSource
  void gradientsOfTheProjection(Spelling spelling) {
    CalmConfig config =
        new CalmConfig(30, 7, K, 8, BackboneConfig.of(16, 40, 1, 2), Golden.HEAD, 0.4)
            .withInput(CalmConfig.Input.LATENT);
    InputProjection layer = new InputProjection(config);
    Map<String, INDArray> own = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(5);
    for (ParameterSpec spec : layer.parameters()) {
      own.put(spec.name(), random(random, spec.shape()));
    }
    assertThat(own.keySet())
        .containsExactly(
            "latent_proj.0.weight",
            "latent_proj.0.bias",
            "latent_proj.2.weight",
            "latent_proj.2.bias",
            "latent_proj.3.weight",
            "latent_proj.3.bias");
    INDArray vectors = random(random, 3, 8);
    INDArray upstream = random(random, 3, 16);
    GraphScope scope = new GraphScope(spelling, own);
    SDVariable in = scope.graph().placeHolder("vectors", DataType.FLOAT, -1, 8);
    SDVariable factor = scope.graph().placeHolder("factor", DataType.FLOAT, -1, 16);
    SDVariable loss = layer.apply(scope, in).mul(factor).sum();
    Map<String, SDVariable> gradients =
        Backpropagation.gradients(scope.graph(), loss, own.keySet());
    List<String> wanted = new ArrayList<>();
    gradients.values().forEach(gradient -> wanted.add(gradient.name()));
    Map<String, long[]> shapes = Map.of("vectors", vectors.shape(), "factor", upstream.shape());
    Projection exact = new Projection(config, own);
    try (GraphPlan plan = engine.plan(scope.graph(), shapes, wanted)) {
      plan.input("vectors").assign(vectors);
      plan.input("factor").assign(upstream);
      plan.run();
      gradients.forEach(
          (name, gradient) ->
              close(
                  name,
                  plan.output(gradient.name()),
                  exact.differences(name, vectors.toFloatMatrix(), upstream.toFloatMatrix()),
                  GRADIENT));
    }
  }

  private static INDArray random(SplittableRandom random, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextDouble(-1, 1));
    }
    return array;
  }

  /** The projection in doubles: linear, silu, linear, layer norm. */
  private static final class Projection {
    private final Map<String, double[]> parameters = new LinkedHashMap<>();
    private final int hidden;
    private final double epsilon;

    Projection(CalmConfig config, Map<String, INDArray> weights) {
      hidden = config.backbone().hiddenSize();
      epsilon = config.backbone().rmsNormEps();
      weights.forEach(
          (name, array) -> {
            if (name.startsWith("latent_proj.")) {
              parameters.put(
                  name.substring(12), array.castTo(DataType.DOUBLE).ravel().toDoubleVector());
            }
          });
    }

    double[] apply(float[] vector) {
      double[] x = IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
      double[] inner = linear("0", x, 2 * hidden);
      for (int i = 0; i < inner.length; i++) {
        inner[i] /= 1 + Math.exp(-inner[i]);
      }
      double[] y = linear("2", inner, hidden);
      double mean = IntStream.range(0, hidden).mapToDouble(i -> y[i]).sum() / hidden;
      double variance =
          IntStream.range(0, hidden).mapToDouble(i -> (y[i] - mean) * (y[i] - mean)).sum() / hidden;
      double[] weight = parameters.get("3.weight");
      double[] bias = parameters.get("3.bias");
      for (int i = 0; i < hidden; i++) {
        y[i] = weight[i] * (y[i] - mean) / Math.sqrt(variance + epsilon) + bias[i];
      }
      return y;
    }

    private double[] linear(String name, double[] x, int out) {
      double[] weight = parameters.get(name + ".weight");
      double[] y = parameters.get(name + ".bias").clone();
      for (int i = 0; i < out; i++) {
        for (int j = 0; j < x.length; j++) {
          y[i] += weight[i * x.length + j] * x[j];
        }
      }
      return y;
    }

    private double loss(float[][] vectors, float[][] upstream) {
      double loss = 0;
      for (int row = 0; row < vectors.length; row++) {
        double[] y = apply(vectors[row]);
        for (int i = 0; i < y.length; i++) {
          loss += y[i] * upstream[row][i];
        }
      }
      return loss;
    }

    INDArray differences(String name, float[][] vectors, float[][] upstream) {
      double step = 1e-5;
      double[] values = parameters.get(name.substring(12));
      double[] result = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        double kept = values[i];
        values[i] = kept + step;
        double above = loss(vectors, upstream);
        values[i] = kept - step;
        result[i] = (above - loss(vectors, upstream)) / (2 * step);
        values[i] = kept;
      }
      return Nd4j.createFromArray(result);
    }
  }

  @Test
  void configurationsSayItOnlyIfItIsNotThePublishedOne() {
    ObjectNode latent = (ObjectNode) ConfigFile.write(CONFIG, "ae", Tokenizers.of("bytes"));
    assertThat(latent.path("input").asText()).isEqualTo("latent");
    assertThat(ConfigFile.read(latent)).isEqualTo(CONFIG);
    ObjectNode tokens = (ObjectNode) ConfigFile.write(Golden.CONFIG, "ae", Tokenizers.of("bytes"));
    assertThat(tokens.has("input")).isFalse();
    assertThat(ConfigFile.read(tokens)).isEqualTo(Golden.CONFIG);
    assertThat(Golden.CONFIG.input()).isEqualTo(CalmConfig.Input.TOKENS);
    latent.put("input", "both");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigFile.read(latent))
        .withMessage("the input must be one of tokens, latent, got both");
  }
}
