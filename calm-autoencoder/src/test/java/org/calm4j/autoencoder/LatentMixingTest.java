package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Vectors mixed with those of other chunks: (1 - w) z + w z'. */
class LatentMixingTest {
  private static final int CHUNKS = 6;
  private static final int K = 2;
  private static final AutoencoderConfig CONFIG =
      new AutoencoderConfig(40, 24, 40, 8, K, 2, 2, 1e-6, 0.2);

  private final AutoencoderNetwork network = new AutoencoderNetwork(CONFIG);
  private final Map<String, INDArray> weights = network.initialize(new RandomStreams(3));
  private final int[] ids =
      new RandomStreams(4).stream("ids").ints(CHUNKS * K, 0, CONFIG.vocabSize()).toArray();
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
    weights.values().forEach(INDArray::close);
  }

  private record Step(double loss, Map<String, INDArray> gradients) {}

  /** A step on the ids, everything random about it given but the mixing. */
  private Step step(Spelling spelling, double mixing, int[] labels, int[] partners, float part) {
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    BuiltGraph built =
        graphs.training(AutoencoderObjective.published().withLatentMixing(mixing), CHUNKS);
    long[] vectors = {CHUNKS, CONFIG.latentSize()};
    Map<String, long[]> shapes = new HashMap<>(graphs.idShapes(ids.length, ids.length));
    shapes.put(AutoencoderGraphs.LABELS, new long[] {ids.length});
    shapes.put(AutoencoderGraphs.NOISE, vectors);
    shapes.put(AutoencoderGraphs.LATENT_SCALE, vectors);
    if (mixing > 0) {
      shapes.put(AutoencoderGraphs.PARTNERS, new long[] {CHUNKS});
      shapes.put(AutoencoderGraphs.PARTNER_PARTS, vectors);
    }
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      put(plan, AutoencoderGraphs.IDS, ids);
      put(plan, AutoencoderGraphs.LABELS, labels);
      if (spelling == Spelling.FUSED) {
        int[] positions = new int[ids.length];
        Arrays.setAll(positions, i -> i);
        put(plan, AutoencoderGraphs.POSITIONS, positions);
      }
      RandomGenerator random = new RandomStreams(5).stream("noise");
      Memory noise = Memory.of(plan.input(AutoencoderGraphs.NOISE));
      for (int i = 0; i < noise.length(); i++) {
        noise.set(i, (float) random.nextGaussian());
      }
      plan.input(AutoencoderGraphs.LATENT_SCALE).assign(1);
      if (mixing > 0) {
        put(plan, AutoencoderGraphs.PARTNERS, partners);
        plan.input(AutoencoderGraphs.PARTNER_PARTS).assign(part);
      }
      plan.run();
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      for (String name : weights.keySet()) {
        gradients.put(name, plan.output(built.output("grad/" + name)).dup());
      }
      return new Step(plan.output(built.output("loss")).getDouble(0), gradients);
    }
  }

  private static void put(GraphPlan plan, String placeholder, int[] values) {
    Memory.of(plan.input(placeholder)).put(values, values.length);
  }

  /** Nothing of the partners is nothing at all; partners alone are their chunks. */
  @ParameterizedTest
  @EnumSource
  void theEndsOfTheLineAreTheChunksThemselves(Spelling spelling) {
    int[] partners = {3, 5, 0, 1, 4, 2};
    double published = step(spelling, 0, ids, partners, 0).loss();
    assertThat(step(spelling, 0.5, ids, partners, 0).loss())
        .isCloseTo(published, within(1e-5 * published));
    int[] theirs = new int[ids.length];
    Arrays.setAll(theirs, i -> ids[partners[i / K] * K + i % K]);
    assertThat(step(spelling, 0.5, theirs, partners, 1).loss())
        .isCloseTo(published, within(1e-5 * published));
    assertThat(step(spelling, 0.5, ids, partners, 1).loss()).isGreaterThan(1.01 * published);
  }

  /** Along its own gradient the loss rises as fast as the gradient is long. */
  @Test
  void theGradientIsTheSlopeOfTheLoss() {
    int[] partners = {3, 5, 0, 3, 4, 0}; // one of them is a partner twice, one is its own
    Map<String, INDArray> gradients = step(Spelling.FUSED, 0.5, ids, partners, 0.4f).gradients();
    double length =
        Math.sqrt(
            gradients.values().stream()
                .mapToDouble(g -> Math.pow(g.norm2Number().doubleValue(), 2))
                .sum());
    double stride = 2e-3;
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      double by = (side == 0 ? 1 : -1) * stride / length;
      gradients.forEach((name, g) -> weights.get(name).addi(g.mul(by)));
      losses[side] = step(Spelling.FUSED, 0.5, ids, partners, 0.4f).loss();
      gradients.forEach((name, g) -> weights.get(name).subi(g.mul(by)));
    }
    double slope = (losses[0] - losses[1]) / (2 * stride);
    assertThat(slope).isCloseTo(length, within(2e-3 * length));
  }
}
