package org.calm4j.lm.ar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Trainable;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.TextBatches;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.ArNetwork;
import org.calm4j.lm.net.LossPlans;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training step of a token-level model: the mean cross-entropy of the next token.
 *
 * <p>Documents begin with BOS and end in EOS, which is learnt like any other token, so that
 * generation stops by itself. The first token of a document is no target where documents are told
 * apart.
 */
public final class ArTraining implements Trainable {
  private final CalmData data;
  private final TextBatches texts;
  private final Map<String, INDArray> parameters;
  private final LossPlans<Integer> plans;

  /**
   * Prepares training from random weights.
   *
   * @param recipe the model and how its steps are made
   * @param train training tokens; stays the caller's
   * @param valid held-out tokens; stays the caller's, read here
   * @param seed of weights and order
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if the stores hold too little, or another vocabulary
   */
  public ArTraining(ArRecipe recipe, TokenStore train, TokenStore valid, long seed, Engine engine) {
    data = recipe.data();
    requireFits(recipe.model(), train);
    requireFits(recipe.model(), valid);
    texts = new TextBatches(train, valid, 1, data, seed);
    parameters = new ArNetwork(recipe.model()).initialize(new RandomStreams(seed));
    ArGraphs graphs =
        new ArGraphs(recipe.model(), engine.spelling(), parameters, data.chunksPerText());
    plans = new LossPlans<>(graphs, List.of("loss"), engine);
  }

  private static void requireFits(ArConfig model, TokenStore store) {
    if (store.vocabularySize() != model.vocabSize()) {
      throw new IllegalArgumentException(
          "the model has %d ids, but %s was tokenized with %d: make vocab_size the tokenizer's"
              .formatted(model.vocabSize(), store.name(), store.vocabularySize()));
    }
  }

  private NextTokens batch(int... ids) {
    return NextTokens.of(ids, data.chunksPerText() + 1, texts.bosId());
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
    NextTokens batch = batch(texts.next());
    LossPlans.LossPlan loss = plans.training(batch.length(), batch.shapes());
    batch.fill(loss.plan());
    loss.plan().run();
    return Map.of(LOSS, loss.loss());
  }

  @Override
  public long tokensPerMicroBatch() {
    return (long) data.textsPerBatch() * data.chunksPerText();
  }

  /**
   * How well the held-out part is predicted.
   *
   * @return {@code cross_entropy}, the mean over its tokens in nats, and {@code perplexity}, exp of
   *     it; lower is better
   */
  @Override
  public Map<String, Double> evaluate() {
    double sum = 0;
    long count = 0;
    for (int[] ids : texts.heldOut()) {
      NextTokens batch = batch(ids);
      LossPlans.LossPlan loss = plans.scoring(batch.length(), batch.shapes());
      batch.fill(loss.plan());
      loss.plan().run();
      sum += loss.loss() * batch.count();
      count += batch.count();
    }
    double mean = count == 0 ? Double.NaN : sum / count;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("cross_entropy", mean);
    metrics.put("perplexity", Math.exp(mean));
    return metrics;
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
