package org.calm4j.lm.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.HeadInputs;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SameDiff graphs of a CALM over given weights: training, hidden states of whole texts, hidden
 * states with a cache. What a head draws are placeholders too, see {@link
 * org.calm4j.lm.head.Head#draws}.
 *
 * <p>In the fused spelling {@link #IDS} are the distinct ids of a batch and {@link #INDICES} say
 * which of them stands at each token; composed, the ids are the tokens themselves. With latent
 * input there are {@link #INPUT_VECTORS} in their place: the frozen autoencoder stands outside of
 * the graph, so no gradient reaches it.
 */
public final class CalmGraphs extends BackboneGraphs {
  /** Placeholder: posterior means of the chunks to predict {@code [predicted, latent]}. */
  public static final String MEAN = "mean";

  /** Placeholder: posterior logStds {@code [predicted, latent]}. */
  public static final String LOG_STD = "log_std";

  /** Placeholder: weight of each predicted position in the loss {@code [predicted]}. */
  public static final String WEIGHTS = "weights";

  /** Placeholder of latent input: the vector of each position's chunk {@code [rows, latent]}. */
  public static final String INPUT_VECTORS = "input_vectors";

  private final CalmNetwork network;
  private final CalmConfig config;
  private final ChunkCodec codec;
  private final int positions;

  /**
   * Graphs over weights.
   *
   * @param config the architecture
   * @param codec the frozen autoencoder, which latent input comes from; stays the caller's
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   * @param texts texts of a batch; only the composed spelling has to know it
   * @param length chunks per text; only the composed spelling has to know it
   */
  public CalmGraphs(
      CalmConfig config,
      ChunkCodec codec,
      Spelling spelling,
      Map<String, INDArray> weights,
      int texts,
      int length) {
    super(spelling, weights, length);
    this.config = config;
    this.codec = codec;
    this.network = new CalmNetwork(config);
    this.positions = texts * length;
  }

  private boolean latent() {
    return config.input() == CalmConfig.Input.LATENT;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return network.parameters();
  }

  @Override
  public boolean indexed() {
    return !latent() && spelling() == Spelling.FUSED;
  }

  @Override
  public Map<String, long[]> inputShapes(long positions) {
    if (!latent()) {
      return super.inputShapes(positions);
    }
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(INPUT_VECTORS, new long[] {positions, config.latentSize()});
    return shapes;
  }

  /**
   * {@inheritDoc} Latent input is the mean of the posterior that the autoencoder gives for each
   * chunk, BOS and padding included.
   */
  @Override
  public void putInputs(GraphPlan plan, int... ids) {
    if (!latent()) {
      super.putInputs(plan, ids);
      return;
    }
    try (Posterior posterior = codec.posterior(new TokenChunks(ids, config.patchSize()))) {
      Memory mean = Memory.of(posterior.mean().array());
      Memory vectors = Memory.of(plan.input(INPUT_VECTORS));
      mean.copyTo(0, vectors, 0, mean.length());
      vectors.clear(mean.length(), vectors.length() - mean.length());
    }
  }

  @Override
  public int chunkSize() {
    return config.patchSize();
  }

  @Override
  public int vocabularySize() {
    return config.vocabSize();
  }

  @Override
  BackboneNetwork backbone() {
    return network.backbone();
  }

  @Override
  SDVariable inputs(GraphScope scope) {
    if (latent()) {
      return network.input().apply(scope, floats(scope, INPUT_VECTORS, config.latentSize()));
    }
    SDVariable ids = ids(scope, IDS);
    SDVariable indices = indexed() ? ids(scope, INDICES) : ids;
    return network.input().apply(scope, ids, indices);
  }

  /**
   * The head's loss.
   *
   * @return what {@link org.calm4j.lm.head.Head#loss} gives, {@code inputs} {@code [chunks,
   *     hidden]} and {@code hidden} {@code [chunks, hidden]}
   */
  @Override
  Map<String, SDVariable> lossOf(GraphScope scope) {
    SDVariable inputs = inputs(scope);
    SDVariable hidden = textStates(scope, inputs);
    SDVariable predicted = ids(scope, PREDICTED);
    HeadInputs known =
        new HeadInputs(
            EmbeddingLayer.rows(scope, hidden, predicted, positions),
            floats(scope, MEAN, config.latentSize()),
            floats(scope, LOG_STD, config.latentSize()),
            scope.graph().placeHolder(WEIGHTS, DataType.FLOAT, -1));
    Map<String, SDVariable> made = new LinkedHashMap<>(network.head().loss(scope, known));
    made.put("inputs", inputs);
    made.put("hidden", hidden);
    return made;
  }
}
