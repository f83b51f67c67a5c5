package org.calm4j.autoencoder;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of autoencoders with more layers than the goldens have, where residual blocks follow
 * each other: fused against composed.
 */
class DeepAutoencoderTest {
  private static final int CHUNKS = 6;

  @ParameterizedTest
  @CsvSource({"4, 4, 4, 0", "2, 6, 3, 0", "6, 2, 1, 0", "4, 2, 2, 0.5"})
  void gradientsAreThoseOfTheComposedSpelling(int encoder, int decoder, int k, double mixing) {
    AutoencoderConfig config = new AutoencoderConfig(50, 24, 40, 8, k, encoder, decoder, 1e-6, 0.2);
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    Map<String, INDArray> weights = network.initialize(new RandomStreams(3));
    Map<String, INDArray> composed = gradients(network, weights, Spelling.COMPOSED, mixing);
    Map<String, INDArray> fused = gradients(network, weights, Spelling.FUSED, mixing);
    composed.forEach((name, gradient) -> Golden.close(name, fused.get(name), gradient, 2e-5));
  }

  private static Map<String, INDArray> gradients(
      AutoencoderNetwork network, Map<String, INDArray> weights, Spelling spelling, double mixing) {
    AutoencoderConfig config = network.config();
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    BuiltGraph built =
        graphs.training(AutoencoderObjective.published().withLatentMixing(mixing), CHUNKS);
    int tokens = CHUNKS * config.patchSize();
    long[] vectors = {CHUNKS, config.latentSize()};
    Map<String, long[]> shapes = new HashMap<>(graphs.idShapes(tokens, tokens));
    shapes.put(AutoencoderGraphs.LABELS, new long[] {tokens});
    shapes.put(AutoencoderGraphs.NOISE, vectors);
    shapes.put(AutoencoderGraphs.LATENT_SCALE, vectors);
    if (mixing > 0) {
      shapes.put(AutoencoderGraphs.PARTNERS, new long[] {CHUNKS});
      shapes.put(AutoencoderGraphs.PARTNER_PARTS, vectors);
    }
    try (Engine engine = new Engine(2);
        GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      RandomGenerator random = new RandomStreams(5).stream("draws");
      int[] ids = random.ints(tokens, 0, config.vocabSize()).toArray();
      int[] positions = new int[tokens];
      Arrays.setAll(positions, i -> i);
      put(plan, AutoencoderGraphs.IDS, ids);
      put(plan, AutoencoderGraphs.LABELS, ids);
      if (spelling == Spelling.FUSED) {
        put(plan, AutoencoderGraphs.POSITIONS, positions);
      }
      for (int i = 0; i < CHUNKS * config.latentSize(); i++) {
        Memory.of(plan.input(AutoencoderGraphs.NOISE)).set(i, (float) random.nextGaussian());
        Memory.of(plan.input(AutoencoderGraphs.LATENT_SCALE))
            .set(i, random.nextInt(5) == 0 ? 0 : 1.25f);
      }
      if (mixing > 0) {
        put(plan, AutoencoderGraphs.PARTNERS, random.ints(CHUNKS, 0, CHUNKS).toArray());
        Memory parts = Memory.of(plan.input(AutoencoderGraphs.PARTNER_PARTS));
        for (int i = 0; i < parts.length(); i++) {
          parts.set(i, (float) (mixing * random.nextDouble()));
        }
      }
      plan.run();
      Map<String, INDArray> result = new LinkedHashMap<>();
      for (String name : weights.keySet()) {
        result.put(name, plan.output(built.outputs().get("grad/" + name)).dup());
      }
      return result;
    }
  }

  private static void put(GraphPlan plan, String name, int[] values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }
}
