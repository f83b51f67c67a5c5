package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.data.ChunkBatches;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.data.DataCursor;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Trainable;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The training step of a CALM with the energy head (paper section 3.3): N samples of the model per
 * position against M draws of the frozen autoencoder's posterior of the next chunk.
 *
 * <p>Every random number is a function of seed, step and micro-batch. Documents begin at a chunk
 * with BOS and end in EOS, filled up with padding; the last chunk is learnt like others, so that
 * generation stops by itself.
 */
public final class CalmTraining implements Trainable {
  private static final int PLANS = 6;

  private final CalmConfig config;
  private final CalmData data;
  private final int bosId;
  private final int[] ids;
  private final ChunkBatches batches;
  private final Map<String, INDArray> parameters;
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private final EnergyBatch batch;
  private final BuiltGraph training;
  private final BuiltGraph scoring;
  private final PlanCache<EnergyBatch.Sizes> trainingPlans = new PlanCache<>(PLANS);
  private final PlanCache<EnergyBatch.Sizes> scoringPlans = new PlanCache<>(PLANS);
  private final Map<String, INDArray> targets = new LinkedHashMap<>();
  private final Engine engine;
  private final HeldOutTexts heldOut;

  /**
   * Prepares training from random weights.
   *
   * @param recipe the model and how its steps are made
   * @param codec the frozen autoencoder; stays the caller's
   * @param train training tokens; stays the caller's
   * @param valid held-out tokens; stays the caller's, read here
   * @param seed of weights, order and noise
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if codec, stores and configuration do not fit, or the stores
   *     hold too little
   */
  public CalmTraining(
      CalmRecipe recipe,
      ChunkCodec codec,
      TokenStore train,
      TokenStore valid,
      long seed,
      Engine engine) {
    this.config = recipe.model();
    this.data = recipe.data();
    this.engine = engine;
    config.requireFits(codec);
    requireSameTokenizer(codec, train);
    requireSameTokenizer(codec, valid);
    RandomStreams streams = new RandomStreams(seed);
    int chunks = data.chunksPerText() + 1;
    ChunkBlocks blocks = new ChunkBlocks(train, config.patchSize(), chunks);
    batches = new ChunkBatches(blocks, data.textsPerBatch(), seed);
    ids = new int[batches.tokensPerBatch()];
    bosId = data.withinDocuments() ? train.bosId() : -1;
    heldOut = HeldOutTexts.read(valid, config.patchSize(), data);
    batch = new EnergyBatch(config, data, codec, streams, engine);
    CalmNetwork network = new CalmNetwork(config);
    parameters = network.initialize(streams);
    CalmGraphs graphs =
        new CalmGraphs(
            config, Spelling.FUSED, parameters, data.textsPerBatch(), data.chunksPerText());
    training = graphs.training();
    scoring = graphs.loss();
    for (ParameterSpec spec : network.parameters()) {
      INDArray gradient = Nd4j.createUninitializedDetached(DataType.FLOAT, spec.shape()).assign(0);
      gradients.put(spec.name(), gradient);
      targets.put(training.output(CalmGraphs.GRADIENT + spec.name()), gradient);
    }
  }

  private static void requireSameTokenizer(ChunkCodec codec, TokenStore store) {
    String known = codec.tokenizerIdentity();
    if (!known.isEmpty() && !known.equals(store.tokenizerIdentity())) {
      throw new IllegalArgumentException(
          "%s was tokenized with another tokenizer than the autoencoder's: tokenize it with the autoencoder's"
              .formatted(store.name()));
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
    batches.next(ids);
    EnergyBatch.Sizes sizes = batch.take(ids, bosId);
    if (sizes.predicted() == 0) {
      gradients.values().forEach(gradient -> gradient.assign(0));
      return Map.of(LOSS, 0.0);
    }
    GraphPlan plan =
        trainingPlans.get(
            sizes,
            memory -> {
              List<String> outputs = List.copyOf(targets.keySet());
              List<String> all = new ArrayList<>(outputs);
              all.add(training.output("loss"));
              all.add(training.output("within"));
              all.add(training.output("across"));
              return engine.plan(training.graph(), sizes.shapes(), all, targets, memory);
            });
    batch.fill(plan, sizes, "train", step, microBatch);
    plan.run();
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(LOSS, (double) plan.output(training.output("loss")).getFloat(0));
    terms.put("across", batch.mean(plan.output(training.output("across"))));
    terms.put("within", batch.mean(plan.output(training.output("within"))));
    return terms;
  }

  @Override
  public long tokensPerMicroBatch() {
    return (long) data.textsPerBatch() * data.chunksPerText() * config.patchSize();
  }

  /**
   * The energy loss of the held-out part, always with the same noise.
   *
   * @return {@code energy_loss}, the mean over its chunks; lower is better
   */
  @Override
  public Map<String, Double> evaluate() {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < heldOut.batches().size(); i++) {
      EnergyBatch.Sizes sizes = batch.take(heldOut.batches().get(i), bosId);
      if (sizes.predicted() == 0) {
        continue;
      }
      GraphPlan plan =
          scoringPlans.get(
              sizes,
              memory ->
                  engine.plan(
                      scoring.graph(),
                      sizes.shapes(),
                      List.of(scoring.output("loss")),
                      Map.of(),
                      memory));
      batch.fill(plan, sizes, "held-out", i, 0);
      plan.run();
      sum += (double) plan.output(scoring.output("loss")).getFloat(0) * batch.count();
      count += batch.count();
    }
    return Map.of("energy_loss", count == 0 ? Double.NaN : sum / count);
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
   * Where the time of a training step goes.
   *
   * @return the report of the plan used last
   * @throws IllegalStateException before the first step
   */
  public PlanReport report() {
    return trainingPlans.latest().report();
  }

  /** Forgets the times measured so far, for example those of the first, cold steps. */
  public void resetReport() {
    trainingPlans.latest().resetReport();
  }

  @Override
  public void close() {
    trainingPlans.close();
    scoringPlans.close();
    gradients.values().forEach(INDArray::close);
    parameters.values().forEach(INDArray::close);
  }
}
