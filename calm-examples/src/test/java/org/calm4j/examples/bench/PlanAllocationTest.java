package org.calm4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderGraphs;
import org.calm4j.autoencoder.AutoencoderNetwork;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanMemory;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.ArNetwork;
import org.calm4j.lm.net.BackboneGraphs;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.calm4j.lm.net.LossPlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Running a graph with its gradients, and the update of the parameters: once warm, a hundred times
 * make nothing off the heap, and on it less than 1 KB a step, whatever batch, length and
 * vocabulary.
 */
class PlanAllocationTest {
  private static final int WARM_UP = 30;
  private static final int STEPS = 100;

  /** Rounds until the compiler has settled. */
  private static final int ROUNDS = 10;

  private static final int K = 4;
  private static final int WIDTH = 64;

  private final Engine engine = new Engine(2, Spelling.FUSED);
  private final List<AutoCloseable> owned = new ArrayList<>();
  private Map<String, INDArray> parameters = Map.of();
  private Map<String, INDArray> gradients = Map.of();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : owned) {
      one.close();
    }
    for (INDArray parameter : parameters.values()) {
      parameter.close();
    }
    engine.close();
  }

  /**
   * Bytes that a step may take from the heap. Where products are ND4J's, each call of it makes
   * several hundred bytes of pointers.
   */
  static long bound(PlanReport report) {
    long products =
        RowMath.best().multipliesBlocks()
            ? 0
            : report.rows().stream()
                .filter(row -> row.flops() > 0)
                .mapToLong(row -> row.calls() * 4)
                .sum();
    return 1024 * (1 + products);
  }

  @ParameterizedTest
  @CsvSource({
    "autoencoder,8,32,512", "autoencoder,12,48,1024",
    "calm,8,32,512", "calm,12,48,1024",
    "tokens,8,64,512", "tokens,12,96,1024"
  })
  void aHundredRuns(String model, int texts, int length, int vocabulary) {
    GraphPlan plan =
        switch (model) {
          case "autoencoder" -> autoencoder(texts * length, vocabulary);
          case "calm" -> calm(texts, length, vocabulary);
          default -> tokens(texts, length, vocabulary);
        };
    try (AdamW optimizer =
        new AdamW(engine, parameters, gradients, name -> true, AdamWOptions.published())) {
      Runnable step =
          () -> {
            plan.run();
            optimizer.update(1e-4, 1);
          };
      Allocations.of(WARM_UP, step);
      Allocations.settle();
      Allocations made = Allocations.of(STEPS, step);
      assertThat(made.pointerCount()).as("pieces off the heap").isLessThanOrEqualTo(0);
      assertThat(made.direct()).as("bytes of direct buffers").isZero();
      long bound = bound(plan.report());
      for (int round = 1; round < ROUNDS && made.heap() > bound * STEPS; round++) {
        made = Allocations.of(STEPS, step);
      }
      assertThat((double) made.heap() / STEPS).as("heap bytes of a step").isLessThan(bound);
    }
  }

  private GraphPlan autoencoder(int chunks, int vocabulary) {
    AutoencoderConfig config = AutoencoderConfig.published(vocabulary).withSizes(K, WIDTH, WIDTH);
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    parameters = network.initialize(new RandomStreams(1));
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, engine.spelling(), parameters);
    BuiltGraph built = graphs.training(AutoencoderObjective.published(), chunks);
    gradients = new LinkedHashMap<>();
    Map<String, INDArray> targets = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          INDArray gradient = Nd4j.createUninitializedDetached(DataType.FLOAT, parameter.shape());
          gradients.put(name, gradient);
          targets.put(built.output("grad/" + name), gradient);
          owned.add(gradient);
        });
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(AutoencoderGraphs.IDS, new long[] {256});
    shapes.put(AutoencoderGraphs.POSITIONS, new long[] {chunks * K});
    shapes.put(AutoencoderGraphs.LABELS, new long[] {chunks * K});
    shapes.put(AutoencoderGraphs.NOISE, new long[] {chunks, WIDTH});
    shapes.put(AutoencoderGraphs.LATENT_SCALE, new long[] {chunks, WIDTH});
    PlanMemory memory = new PlanMemory();
    GraphPlan plan = engine.plan(built.graph(), shapes, built.names(), targets, memory);
    owned.add(plan);
    owned.add(memory);
    fill(plan, shapes);
    return plan;
  }

  private GraphPlan calm(int texts, int length, int vocabulary) {
    CalmConfig config = new CalmConfig(vocabulary, 0, K, WIDTH, backbone(), energyHead(), 0.02);
    parameters = new CalmNetwork(config).initialize(new RandomStreams(1));
    int positions = texts * length;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(BackboneGraphs.IDS, new long[] {256});
    shapes.put(BackboneGraphs.INDICES, new long[] {positions * K});
    shapes.put(BackboneGraphs.POSITIONS, new long[] {positions});
    shapes.put(BackboneGraphs.STARTS, new long[] {texts, length});
    shapes.put(BackboneGraphs.PREDICTED, new long[] {positions});
    shapes.put(CalmGraphs.MEAN, new long[] {positions, WIDTH});
    shapes.put(CalmGraphs.LOG_STD, new long[] {positions, WIDTH});
    shapes.put(CalmGraphs.WEIGHTS, new long[] {positions});
    config
        .head()
        .over(config)
        .draws()
        .forEach(draw -> shapes.put(draw.placeholder(), draw.shape(positions)));
    return plan(
        new CalmGraphs(config, codec(vocabulary), engine.spelling(), parameters, texts, length),
        shapes);
  }

  private Autoencoder codec(int vocabulary) {
    AutoencoderConfig config = AutoencoderConfig.published(vocabulary).withSizes(K, WIDTH, WIDTH);
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    Autoencoder codec =
        new Autoencoder(config, network.initialize(new RandomStreams(2)), true, "", engine);
    owned.add(codec);
    return codec;
  }

  private GraphPlan tokens(int texts, int length, int vocabulary) {
    ArConfig config = ArConfig.of(vocabulary, backbone());
    parameters = new ArNetwork(config).initialize(new RandomStreams(1));
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(BackboneGraphs.IDS, new long[] {texts * length});
    shapes.put(BackboneGraphs.POSITIONS, new long[] {texts * length});
    shapes.put(BackboneGraphs.STARTS, new long[] {texts, length});
    shapes.put(ArGraphs.LABELS, new long[] {texts * length});
    return plan(new ArGraphs(config, engine.spelling(), parameters, length), shapes);
  }

  private static BackboneConfig backbone() {
    return BackboneConfig.of(WIDTH, 2 * WIDTH, 2, 2);
  }

  private static EnergyHeadConfig energyHead() {
    return new EnergyHeadConfig(2, WIDTH, 4, 16, 1);
  }

  private GraphPlan plan(BackboneGraphs graphs, Map<String, long[]> shapes) {
    LossPlans<String> plans = new LossPlans<>(graphs, List.of("loss"), engine);
    owned.add(plans);
    gradients = plans.gradients();
    GraphPlan plan = plans.training("", shapes).plan();
    fill(plan, shapes);
    return plan;
  }

  /** Ids and places stay 0, which everything allows. */
  private static void fill(GraphPlan plan, Map<String, long[]> shapes) {
    for (String name : shapes.keySet()) {
      INDArray input = plan.input(name);
      if (input.dataType() == DataType.FLOAT) {
        for (long i = 0; i < input.length(); i++) {
          input.data().put(i, 0.1f * (i % 7 - 2));
        }
      }
    }
  }
}
