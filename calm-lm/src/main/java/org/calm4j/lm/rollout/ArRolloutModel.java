package org.calm4j.lm.rollout;

import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.net.ArGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A token-level language model at all places of a text: draws are tokens at temperature 1, and
 * their probabilities are known.
 *
 * <p>Thread-safe: every opened text has graphs, plans and memory of its own, over weights that all
 * share; they are kept for the next text. Close it when no text is open.
 */
public final class ArRolloutModel implements RolloutModel, AutoCloseable {
  private final Opening<Session> opening;

  /**
   * A model over weights.
   *
   * @param config the architecture
   * @param weights arrays by parameter name; stay the caller's
   * @param padId the id that fills texts up
   * @param bosId id that begins a document, before which nothing is seen, for a model trained
   *     within documents; -1 for one whose positions see all before them
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if the padding lies outside the vocabulary
   */
  public ArRolloutModel(
      ArConfig config, Map<String, INDArray> weights, int padId, int bosId, Engine engine) {
    this(config, weights, padId, bosId, engine, engine.spelling(), TokenDistributions.BLOCK);
  }

  ArRolloutModel(
      ArConfig config,
      Map<String, INDArray> weights,
      int padId,
      int bosId,
      Engine engine,
      Spelling spelling,
      int blockFloats) {
    if (padId < 0 || padId >= config.vocabSize()) {
      throw new IllegalArgumentException(
          "the padding must be in [0, %d), got %d".formatted(config.vocabSize(), padId));
    }
    BranchGraphs graphs =
        new BranchGraphs(spelling, length -> new ArGraphs(config, spelling, weights, length));
    opening =
        Opening.of(
            1,
            config.backbone().maxPositionEmbeddings(),
            config.vocabSize(),
            padId,
            places -> {
              BranchStates states = new BranchStates(graphs, bosId, places, engine);
              ArGraphs head = new ArGraphs(config, spelling, weights, 1);
              return new Session(
                  states,
                  new TokenDistributions(config, head.logits(), states, engine, blockFloats));
            });
  }

  /** What one text at a time is computed with. */
  record Session(BranchStates states, TokenDistributions next) implements RolloutSession {
    @Override
    public void open(int... text) {
      states.open(text);
      next.reset();
    }

    @Override
    public void close() {
      states.close();
      next.close();
    }
  }

  @Override
  public int chunkSize() {
    return 1;
  }

  @Override
  public int contextTokens() {
    return opening.positions();
  }

  @Override
  public int vocabularySize() {
    return opening.vocabulary();
  }

  @Override
  public int padId() {
    return opening.padId();
  }

  @Override
  public ArRollouts open(int[] text, long seed) {
    return new ArRollouts(opening, opening.open(text), seed);
  }

  @Override
  public void close() {
    opening.close();
  }
}
