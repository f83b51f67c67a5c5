package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Trainable;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.calm4j.lm.net.LossPlans;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training step of a CALM: its head's loss against draws of the frozen autoencoder's posterior
 * of the next chunk (paper section 3.3).
 *
 * <p>Every random number is a function of seed, step and micro-batch. Documents begin at a chunk
 * with BOS and end in EOS, filled up with padding; the last chunk is learnt like others, so that
 * generation stops by itself.
 */
public final class CalmTraining implements Trainable {
  private final CalmConfig config;
  private final CalmData data;
  private final TextBatches texts;
  private final Map<String, INDArray> parameters;
  private final ChunkBatch batch;
  private final List<String> terms;
  private final LossPlans<ChunkBatch.Sizes> plans;

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
    config.requireFits(codec);
    requireSameTokenizer(codec, train);
    requireSameTokenizer(codec, valid);
    RandomStreams streams = new RandomStreams(seed);
    texts = new TextBatches(train, valid, config.patchSize(), data, seed);
    parameters = new CalmNetwork(config).initialize(streams);
    CalmGraphs graphs =
        new CalmGraphs(
            config,
            codec,
            engine.spelling(),
            parameters,
            data.textsPerBatch(),
            data.chunksPerText());
    batch = new ChunkBatch(config, data, graphs, codec, streams, engine);
    terms = config.head().over(config).terms();
    List<String> read = new ArrayList<>(List.of(LOSS));
    read.addAll(terms);
    plans = new LossPlans<>(graphs, read, engine);
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
    return plans.gradients();
  }

  @Override
  public Map<String, Double> computeGradients(long step, int microBatch) {
    ChunkBatch.Sizes sizes = batch.take(texts.next(), texts.bosId());
    if (sizes.predicted() == 0) {
      plans.clearGradients();
      return Map.of(LOSS, 0.0);
    }
    LossPlans.LossPlan loss = plans.training(sizes, batch.shapes(sizes));
    batch.fill(loss.plan(), sizes, "train", step, microBatch);
    loss.plan().run();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LOSS, loss.loss());
    terms.forEach(term -> values.put(term, batch.mean(loss.term(term))));
    return values;
  }

  @Override
  public long tokensPerMicroBatch() {
    return (long) data.textsPerBatch() * data.chunksPerText() * config.patchSize();
  }

  /**
   * The loss of the held-out part, always with the same noise.
   *
   * @return by {@link HeadConfig#lossName}, the mean over its chunks; lower is better
   */
  @Override
  public Map<String, Double> evaluate() {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < texts.heldOut().size(); i++) {
      ChunkBatch.Sizes sizes = batch.take(texts.heldOut().get(i), texts.bosId());
      if (sizes.predicted() == 0) {
        continue;
      }
      LossPlans.LossPlan loss = plans.scoring(sizes, batch.shapes(sizes));
      batch.fill(loss.plan(), sizes, "held-out", i, 0);
      loss.plan().run();
      sum += loss.loss() * batch.count();
      count += batch.count();
    }
    return Map.of(config.head().lossName(), count == 0 ? Double.NaN : sum / count);
  }

  @Override
  public JsonNode dataState() {
    return texts.state();
  }

  @Override
  public void restoreDataState(JsonNode state) {
    texts.restore(state);
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
    return plans.report();
  }

  /** Forgets the times measured so far, for example those of the first, cold steps. */
  public void resetReport() {
    plans.resetReport();
  }

  @Override
  public void close() {
    plans.close();
    parameters.values().forEach(INDArray::close);
  }
}
