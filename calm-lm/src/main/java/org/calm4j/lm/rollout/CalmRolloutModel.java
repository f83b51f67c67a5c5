package org.calm4j.lm.rollout;

import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.Distribution;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A CALM at all places of a text: draws are chunks of its head at temperature 1.
 *
 * <p>Thread-safe: every opened text has graphs, plans and memory of its own, over weights that all
 * share; they are kept for the next text. Close it when no text is open.
 */
public final class CalmRolloutModel implements RolloutModel, AutoCloseable {
  private final Opening<Session> opening;
  private final NoiseBlocks noise;
  private final Distribution distribution;

  /**
   * A model over weights.
   *
   * @param config the architecture
   * @param weights arrays by parameter name; stay the caller's
   * @param codec the autoencoder; stays the caller's
   * @param bosId id at the beginning of a chunk that begins a document, before which nothing is
   *     seen, for a model trained within documents; -1 for one whose positions see all before them
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if the codec does not fit the architecture
   */
  public CalmRolloutModel(
      CalmConfig config,
      Map<String, INDArray> weights,
      ChunkCodec codec,
      int bosId,
      Engine engine) {
    this(config, weights, codec, bosId, engine, engine.spelling());
  }

  CalmRolloutModel(
      CalmConfig config,
      Map<String, INDArray> weights,
      ChunkCodec codec,
      int bosId,
      Engine engine,
      Spelling spelling) {
    config.requireFits(codec);
    this.noise = new NoiseBlocks(engine.kernels().workers());
    this.distribution = config.head().over(config).noise();
    BranchGraphs graphs =
        new BranchGraphs(
            spelling, length -> new CalmGraphs(config, codec, spelling, weights, 1, length));
    int k = config.patchSize();
    opening =
        Opening.of(
            k,
            config.backbone().maxPositionEmbeddings(),
            config.vocabSize(),
            config.padTokenId(),
            places ->
                new Session(
                    new BranchStates(graphs, bosId, places, engine),
                    new ChunkDraws(config, weights, spelling, codec, engine)));
  }

  /** What one text at a time is computed with. */
  record Session(BranchStates states, ChunkDraws draws) implements RolloutSession {
    @Override
    public void close() {
      states.close();
      draws.close();
    }
  }

  @Override
  public int chunkSize() {
    return opening.chunkSize();
  }

  @Override
  public int contextTokens() {
    return Math.multiplyExact(opening.positions(), opening.chunkSize());
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
  public CalmRollouts open(int[] text, long seed) {
    return open(text, HeadNoise.of(seed, noise, distribution));
  }

  CalmRollouts open(int[] text, HeadNoise source) {
    return new CalmRollouts(opening, opening.open(text), source);
  }

  @Override
  public void close() {
    opening.close();
  }
}
