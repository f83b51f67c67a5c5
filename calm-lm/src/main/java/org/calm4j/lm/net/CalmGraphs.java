package org.calm4j.lm.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * which of them stands at each token; composed, the ids are the tokens themselves.
 */
public final class CalmGraphs extends BackboneGraphs {
  /** Placeholder: posterior means of the chunks to predict {@code [predicted, latent]}. */
  public static final String MEAN = "mean";

  /** Placeholder: posterior logStds {@code [predicted, latent]}. */
  public static final String LOG_STD = "log_std";

  /** Placeholder: weight of each predicted position in the loss {@code [predicted]}. */
  public static final String WEIGHTS = "weights";

  private final CalmNetwork network;
  private final CalmConfig config;
  private final int positions;

  /**
   * Graphs over weights.
   *
   * @param config the architecture
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   * @param texts texts of a batch; only the composed spelling has to know it
   * @param length chunks per text; only the composed spelling has to know it
   */
  public CalmGraphs(
      CalmConfig config, Spelling spelling, Map<String, INDArray> weights, int texts, int length) {
    super(spelling, weights, length);
    this.config = config;
    this.network = new CalmNetwork(config);
    this.positions = texts * length;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return network.parameters();
  }

  @Override
  public boolean indexed() {
    return spelling() == Spelling.FUSED;
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
