package org.calm4j.autoencoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ReconstructionAccuracy;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.data.ChunkBatches;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.data.DataCursor;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanMemory;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Trainable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The training step of the autoencoder (paper section 2.2): ids dropped, posterior sampled, entries
 * of the vector dropped, vectors mixed if that is asked for, K * cross-entropy + clamped KL.
 *
 * <p>Every random number is a function of seed, step and micro-batch. Padding at the end of a
 * document is learned like other tokens, so that tails come back; it does not count in accuracies.
 */
public final class AutoencoderTraining implements Trainable {
  private static final String GRADIENT = "grad/";

  private final AutoencoderConfig config;
  private final TrainingDraws draws;
  private final Engine engine;
  private final Map<String, INDArray> parameters;
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private final Map<String, INDArray> targets = new LinkedHashMap<>();
  private final AutoencoderGraphs graphs;
  private final BuiltGraph built;
  private final PlanCache<Integer> plans = new PlanCache<>(4);
  private final DistinctIds input;
  private final ChunkBatches batches;
  private final List<TokenChunks> heldOut = new ArrayList<>();
  private final Autoencoder codec;
  private final int padId;
  private final int[] labels;
  private final int[] ids;

  /**
   * Prepares training from random weights.
   *
   * @param config the architecture
   * @param objective what is trained for
   * @param data sizes of batches and of the held-out part
   * @param train training tokens; stays the caller's
   * @param valid held-out tokens; stays the caller's, read here
   * @param seed of weights, order and noise
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if the stores do not fit the configuration or hold too little
   */
  public AutoencoderTraining(
      AutoencoderConfig config,
      AutoencoderObjective objective,
      TrainingData data,
      TokenStore train,
      TokenStore valid,
      long seed,
      Engine engine) {
    if (train.vocabularySize() != config.vocabSize()) {
      throw new IllegalArgumentException(
          "the model has %d ids, but %s was tokenized with a vocabulary of %d"
              .formatted(config.vocabSize(), train.name(), train.vocabularySize()));
    }
    this.config = config;
    this.engine = engine;
    RandomStreams streams = new RandomStreams(seed);
    this.draws =
        new TrainingDraws(
            config, objective, data.randomChunks(), streams, engine.kernels().workers());
    this.padId = train.padId();
    ChunkBlocks blocks = new ChunkBlocks(train, config.patchSize(), data.chunksPerBlock());
    this.batches = new ChunkBatches(blocks, blocksPerBatch(data, config.patchSize()), seed);
    this.labels = new int[batches.tokensPerBatch()];
    this.ids = new int[labels.length];
    readHeldOut(valid, data.heldOutTokens());
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    this.parameters = network.initialize(streams);
    this.graphs = new AutoencoderGraphs(network, engine.spelling(), parameters);
    this.built = graphs.training(objective, labels.length / config.patchSize());
    for (ParameterSpec spec : network.parameters()) {
      INDArray gradient = Nd4j.createUninitializedDetached(DataType.FLOAT, spec.shape()).assign(0);
      gradients.put(spec.name(), gradient);
      targets.put(built.output(GRADIENT + spec.name()), gradient);
    }
    this.input = graphs.inputIds();
    this.codec = new Autoencoder(config, parameters, false, train.tokenizerIdentity(), engine);
  }

  private static int blocksPerBatch(TrainingData data, int k) {
    int block = data.chunksPerBlock() * k;
    int blocks = data.tokensPerBatch() / block;
    if (blocks * block != data.tokensPerBatch()) {
      throw new IllegalArgumentException(
          "a batch of %d tokens does not divide into blocks of %d (%d chunks of K = %d tokens): take %d or %d"
              .formatted(
                  data.tokensPerBatch(),
                  block,
                  data.chunksPerBlock(),
                  k,
                  Math.max(1, blocks) * block,
                  (Math.max(1, blocks) + 1) * block));
    }
    return blocks;
  }

  private void readHeldOut(TokenStore valid, long limit) {
    ChunkBlocks blocks = new ChunkBlocks(valid, config.patchSize(), 1);
    long tokens = 0;
    var inOrder = blocks.inOrder(1024);
    while (inOrder.hasNext() && tokens < limit) {
      TokenChunks next = inOrder.next();
      heldOut.add(next);
      tokens += next.ids().length;
    }
  }

  @Override
  public Map<String, INDArray> parameters() {
    return parameters;
  }

  @Override
  public Map<String, INDArray> gradients() {
    return gradients;
  }

  @Override
  public Map<String, Double> computeGradients(long step, int microBatch) {
    batches.next(labels);
    draws.mixInRandomChunks(labels, step, microBatch);
    draws.dropIds(labels, ids, step, microBatch);
    int rows = input.take(ids, ids.length, 0);
    GraphPlan plan = plans.get(rows, memory -> plan(rows, memory));
    graphs.write(input, plan);
    Memory.of(plan.input(AutoencoderGraphs.LABELS)).put(labels, labels.length);
    draws.fillNoise(plan, step, microBatch);
    if (draws.mixing()) {
      draws.fillPartners(plan, step, microBatch);
    }
    plan.run();
    Map<String, Double> terms = new LinkedHashMap<>();
    for (String term : List.of("loss", "cross_entropy", "kl")) {
      terms.put(term, (double) plan.output(built.output(term)).getFloat(0));
    }
    return terms;
  }

  private GraphPlan plan(int rows, PlanMemory memory) {
    long chunks = labels.length / config.patchSize();
    long[] vectors = {chunks, config.latentSize()};
    Map<String, long[]> shapes = graphs.idShapes(rows, labels.length);
    shapes.put(AutoencoderGraphs.LABELS, new long[] {labels.length});
    shapes.put(AutoencoderGraphs.NOISE, vectors);
    shapes.put(AutoencoderGraphs.LATENT_SCALE, vectors);
    if (draws.mixing()) {
      shapes.put(AutoencoderGraphs.PARTNERS, new long[] {chunks});
      shapes.put(AutoencoderGraphs.PARTNER_PARTS, vectors);
    }
    return engine.plan(built.graph(), shapes, built.names(), targets, memory);
  }

  @Override
  public long tokensPerMicroBatch() {
    return labels.length;
  }

  /**
   * Reconstructs the held-out part from posterior means.
   *
   * @return {@code token_accuracy} and {@code chunk_accuracy}, in [0, 1]; padding does not count
   */
  @Override
  public Map<String, Double> evaluate() {
    ReconstructionAccuracy accuracy = new ReconstructionAccuracy(config.patchSize(), padId);
    for (TokenChunks chunks : heldOut) {
      accuracy.add(chunks, codec);
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("token_accuracy", accuracy.tokenAccuracy());
    metrics.put("chunk_accuracy", accuracy.chunkAccuracy());
    return metrics;
  }

  @Override
  public JsonNode dataState() {
    return batches.cursor().toJson();
  }

  @Override
  public void restoreDataState(JsonNode state) {
    batches.restore(DataCursor.fromJson(state));
  }

  /**
   * The model under training as a codec, over the live weights.
   *
   * @return a codec owned by this object
   */
  public Autoencoder codec() {
    return codec;
  }

  @Override
  public double flopsPerMicroBatch() {
    return plans.flops();
  }

  /**
   * Where the time of a training step goes.
   *
   * @return the report of the plan used last
   * @throws IllegalStateException before the first step
   */
  public PlanReport report() {
    return plans.latest().report();
  }

  /** Forgets the times measured so far, for example those of the first, cold steps. */
  public void resetReport() {
    plans.latest().resetReport();
  }

  @Override
  public void close() {
    plans.close();
    codec.close();
    gradients.values().forEach(INDArray::close);
    parameters.values().forEach(INDArray::close);
  }
}
