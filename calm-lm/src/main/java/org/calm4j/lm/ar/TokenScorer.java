package org.calm4j.lm.ar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.net.ArGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Cross-entropy of given texts, one text at a time. Thread-safe: calls wait for each other. */
final class TokenScorer implements AutoCloseable {
  private static final int PLANS = 6;
  private static final int SHORTEST = 32;

  private final ArConfig config;
  private final int bosId;
  private final Engine engine;
  private final Map<String, INDArray> weights;
  private final Map<Integer, BuiltGraph> graphs = new HashMap<>();
  private final PlanCache<Integer> plans = new PlanCache<>(PLANS);

  /** Scores with documents told apart by their BOS, or with -1 every text as one. */
  TokenScorer(ArConfig config, Map<String, INDArray> weights, int bosId, Engine engine) {
    this.config = config;
    this.bosId = bosId;
    this.engine = engine;
    this.weights = weights;
  }

  /**
   * The mean over all tokens but the first of each text, in nats.
   *
   * @param texts ids of each text
   */
  synchronized double crossEntropy(int[]... texts) {
    if (texts.length == 0) {
      throw new IllegalArgumentException("there is no text: give at least one");
    }
    double sum = 0;
    long count = 0;
    for (int[] text : texts) {
      requireUsable(text);
    }
    for (int[] text : texts) {
      NextTokens next = NextTokens.of(text, text.length, bosId);
      sum += loss(next) * next.count();
      count += next.count();
    }
    return sum / count;
  }

  private void requireUsable(int... text) {
    int most = config.backbone().maxPositionEmbeddings();
    if (text.length < 2 || text.length - 1 > most) {
      throw new IllegalArgumentException(
          "a text to score must have 2 to %d tokens, the first of which is given, got %d: cut longer ones into pieces"
              .formatted(most + 1, text.length));
    }
    for (int id : text) {
      if (id < 0 || id >= config.vocabSize()) {
        throw new IllegalArgumentException(
            "the text holds the id %d, outside the vocabulary of %d"
                .formatted(id, config.vocabSize()));
      }
    }
  }

  private double loss(NextTokens text) {
    int rounded = Math.max(SHORTEST, Integer.highestOneBit(2 * text.length() - 1));
    NextTokens padded =
        text.padded(
            Math.max(text.length(), Math.min(rounded, config.backbone().maxPositionEmbeddings())));
    BuiltGraph graph = graph(padded.length());
    GraphPlan plan =
        plans.get(
            padded.length(),
            memory ->
                engine.plan(
                    graph.graph(),
                    padded.shapes(),
                    List.of(graph.output("loss")),
                    Map.of(),
                    memory));
    padded.fill(plan);
    plan.run();
    return plan.output(graph.output("loss")).getFloat(0);
  }

  /** The loss of texts of a length; fused, one graph serves all. */
  private BuiltGraph graph(int length) {
    Spelling spelling = engine.spelling();
    return graphs.computeIfAbsent(
        spelling == Spelling.FUSED ? 1 : length,
        known -> new ArGraphs(config, spelling, weights, known).loss());
  }

  @Override
  public synchronized void close() {
    plans.close();
  }
}
