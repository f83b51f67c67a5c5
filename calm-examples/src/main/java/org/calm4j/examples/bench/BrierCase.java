package org.calm4j.examples.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierTerms;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.net.ArNetwork;
import org.calm4j.lm.net.CalmNetwork;
import org.calm4j.lm.rollout.ArRolloutModel;
import org.calm4j.lm.rollout.ArRollouts;
import org.calm4j.lm.rollout.CalmRolloutModel;
import org.calm4j.lm.rollout.CalmRollouts;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * BrierLM terms of one text by a model of one token at a time, of random weights. A start ends when
 * its samples no longer agree; the <em>full</em> case goes on along the first sample to the fourth
 * token from every start, whatever the draws.
 */
final class BrierCase implements BenchCase {
  private static final int SAMPLES = 2;

  private final RolloutModel model;
  private final int[] text;
  private final int[] starts;
  private final boolean full;
  private final Runnable freeing;
  private List<PlanReport> reports = List.of();
  private long seed;

  private BrierCase(RolloutModel model, int[] text, int starts, boolean full, Runnable freeing) {
    this.model = model;
    this.text = text;
    this.starts = IntStream.range(0, starts).toArray();
    this.full = full;
    this.freeing = freeing;
  }

  /** The token-level model. */
  static BrierCase overTokens(BenchSizes sizes, int[] ids, boolean full, Engine engine) {
    ArConfig config = sizes.lm().tokenModel(sizes.vocabulary());
    Map<String, INDArray> weights = new ArNetwork(config).initialize(new RandomStreams(2));
    ArRolloutModel model = new ArRolloutModel(config, weights, sizes.vocabulary() - 1, -1, engine);
    int tokens = sizes.lm().tokenRollouts();
    return new BrierCase(
        model,
        Arrays.copyOf(ids, tokens),
        tokens - BrierTerms.ORDERS,
        full,
        () -> {
          model.close();
          weights.values().forEach(INDArray::close);
        });
  }

  /** A CALM with K = 1. */
  static BrierCase overChunks(BenchSizes sizes, int[] ids, boolean full, Engine engine) {
    Autoencoder codec = RandomCodec.of(sizes, 1, engine);
    CalmConfig config = sizes.lm().model(codec);
    Map<String, INDArray> weights = new CalmNetwork(config).initialize(new RandomStreams(2));
    CalmRolloutModel model = new CalmRolloutModel(config, weights, codec, -1, engine);
    int tokens = sizes.lm().chunkRollouts();
    return new BrierCase(
        model,
        Arrays.copyOf(ids, tokens),
        // The peer draws nothing at the last place and leaves one start out for it.
        tokens - BrierTerms.ORDERS - 1,
        full,
        () -> {
          model.close();
          weights.values().forEach(INDArray::close);
          codec.close();
        });
  }

  @Override
  public void run() {
    try (Rollouts rollouts = model.open(text, seed++)) {
      if (full) {
        follow(rollouts);
      } else {
        TokenChunks chunks = new TokenChunks(text, 1);
        BrierTerms.estimate(BrierEstimator.PUBLISHED, rollouts, chunks, starts, SAMPLES);
      }
      reports = reports(rollouts);
    }
  }

  private void follow(Rollouts rollouts) {
    ExactRollouts exact = rollouts instanceof ExactRollouts known ? known : null;
    int[] places = IntStream.range(0, starts.length + BrierTerms.ORDERS - 1).toArray();
    int[] branches = starts;
    int[] draws;
    if (exact == null) {
      draws = rollouts.draw(places, SAMPLES);
    } else {
      exact.probabilities(places, Arrays.copyOfRange(text, 1, places.length + 1));
      draws = rollouts.draw(branches, SAMPLES);
      exact.collisions(branches);
    }
    for (int token = 1; token < BrierTerms.ORDERS; token++) {
      int[] first = new int[branches.length];
      for (int i = 0; i < first.length; i++) {
        first[i] = draws[i * SAMPLES];
      }
      branches = rollouts.extend(branches, first);
      draws = rollouts.draw(branches, SAMPLES);
      if (exact != null) {
        exact.collisions(branches);
      }
    }
  }

  private static List<PlanReport> reports(Rollouts rollouts) {
    if (rollouts instanceof CalmRollouts calm) {
      return calm.reports();
    }
    return rollouts instanceof ArRollouts ar ? ar.reports() : List.of();
  }

  @Override
  public long tokens() {
    return text.length;
  }

  @Override
  public double flops() {
    return Double.NaN;
  }

  @Override
  public List<PlanReport> reports() {
    return reports;
  }

  @Override
  public void close() {
    freeing.run();
  }
}
