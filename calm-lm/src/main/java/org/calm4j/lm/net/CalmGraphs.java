package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.layer.AttentionContext;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.CacheContext;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.EnergyScoreLoss;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.layer.TextContext;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SameDiff graphs of a CALM over given weights: training, hidden states of whole texts, hidden
 * states with a cache, vectors from hidden states.
 *
 * <p>Placeholders are INT32 or FLOAT. In the fused spelling {@link #IDS} are the distinct ids of a
 * batch and {@link #INDICES} say which of them stands at each token; composed, the ids are the
 * tokens themselves. A graph belongs to one thread at a time; several graphs may share weights.
 */
public final class CalmGraphs {
  /** Placeholder: distinct ids {@code [count]}, INT32; composed, all tokens' ids. */
  public static final String IDS = "ids";

  /** Placeholder: index into the ids for each token {@code [chunks * K]}, INT32; fused only. */
  public static final String INDICES = "indices";

  /** Placeholder: position of each chunk {@code [chunks]}, INT32. */
  public static final String POSITIONS = "positions";

  /** Placeholder: first position that each position sees {@code [texts, length]}, INT32. */
  public static final String STARTS = "starts";

  /** Placeholder: rows of the hidden states that predict {@code [predicted]}, INT32. */
  public static final String PREDICTED = "predicted";

  /** Placeholder: noise of the head, uniform on [-0.5, 0.5), {@code [predicted * N, noise]}. */
  public static final String NOISE = "noise";

  /** Placeholder: posterior means of the chunks to predict {@code [predicted, latent]}. */
  public static final String MEAN = "mean";

  /** Placeholder: posterior logStds {@code [predicted, latent]}. */
  public static final String LOG_STD = "log_std";

  /** Placeholder: standard normal draws of targets {@code [predicted * M, latent]}. */
  public static final String TARGET_NOISE = "target_noise";

  /** Placeholder: weight of each predicted position in the loss {@code [predicted]}. */
  public static final String WEIGHTS = "weights";

  /** Placeholder: hidden states to sample from {@code [positions, hidden]}. */
  public static final String HIDDEN = "hidden";

  /** Placeholder: positions that caches hold {@code [rows]}, INT32. */
  public static final String LENGTHS = "lengths";

  /** What gradients' outputs are called: this and the parameter's name. */
  public static final String GRADIENT = "grad/";

  private final CalmNetwork network;
  private final CalmConfig config;
  private final Spelling spelling;
  private final Map<String, INDArray> weights;
  private final int texts;
  private final int length;

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
    this.config = config;
    this.network = new CalmNetwork(config);
    this.spelling = spelling;
    this.weights = weights;
    this.texts = texts;
    this.length = length;
  }

  /**
   * The energy loss and its gradients.
   *
   * @return outputs {@code loss}, {@code within}, {@code across}, and {@code grad/NAME} for every
   *     parameter
   */
  public BuiltGraph training() {
    GraphScope scope = new GraphScope(spelling, weights);
    EnergyLoss made = lossOf(scope);
    Map<String, String> outputs = made.names();
    List<String> parameters = network.parameters().stream().map(ParameterSpec::name).toList();
    Backpropagation.gradients(scope.graph(), made.terms.loss(), parameters)
        .forEach((name, gradient) -> outputs.put(GRADIENT + name, gradient.name()));
    return new BuiltGraph(scope.graph(), outputs);
  }

  /**
   * The energy loss alone.
   *
   * @return outputs {@code loss}, {@code within}, {@code across}, {@code inputs} {@code [chunks,
   *     hidden]}, {@code hidden} {@code [chunks, hidden]} and {@code vectors} {@code [predicted *
   *     N, latent]}
   */
  public BuiltGraph loss() {
    GraphScope scope = new GraphScope(spelling, weights);
    return new BuiltGraph(scope.graph(), lossOf(scope).names());
  }

  /** The loss and what it is computed from. */
  private record EnergyLoss(
      EnergyScoreLoss.Terms terms, SDVariable inputs, SDVariable hidden, SDVariable vectors) {
    Map<String, String> names() {
      Map<String, String> names = new LinkedHashMap<>();
      names.put("loss", terms.loss().name());
      names.put("within", terms.within().name());
      names.put("across", terms.across().name());
      names.put("inputs", inputs.name());
      names.put("hidden", hidden.name());
      names.put("vectors", vectors.name());
      return names;
    }
  }

  private EnergyLoss lossOf(GraphScope scope) {
    EnergyHeadConfig head = config.head();
    SDVariable inputs = inputs(scope);
    SDVariable hidden = network.backbone().apply(scope, inputs, text(scope));
    SDVariable predicted = ids(scope, PREDICTED);
    SDVariable predicting = EmbeddingLayer.rows(scope, hidden, predicted, texts * length);
    SDVariable noise = floats(scope, NOISE, head.noiseSize());
    SDVariable vectors = network.head().apply(scope, predicting, noise, head.numSamples());
    EnergyScoreLoss.Terms terms =
        new EnergyScoreLoss(head.numSamples(), head.numTargets(), config.latentSize(), head.beta())
            .apply(
                scope,
                vectors,
                floats(scope, MEAN, config.latentSize()),
                floats(scope, LOG_STD, config.latentSize()),
                floats(scope, TARGET_NOISE, config.latentSize()),
                scope.graph().placeHolder(WEIGHTS, DataType.FLOAT, -1));
    return new EnergyLoss(terms, inputs, hidden, vectors);
  }

  /**
   * Hidden states of whole texts.
   *
   * @return output {@code hidden}, {@code [texts * length, hidden]}
   */
  public BuiltGraph hidden() {
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable hidden = network.backbone().apply(scope, inputs(scope), text(scope));
    return new BuiltGraph(scope.graph(), Map.of("hidden", hidden.name()));
  }

  /**
   * Hidden states of chunks that follow those in caches; running it fills the caches further.
   *
   * @param keys a key cache per layer, {@code [rows, kvHeads, headDim, capacity]}
   * @param values a value cache per layer, {@code [rows, kvHeads, capacity, headDim]}
   * @return output {@code hidden}, {@code [predicted, hidden]}
   */
  public BuiltGraph continuation(List<INDArray> keys, List<INDArray> values) {
    GraphScope scope = new GraphScope(spelling, weights);
    List<SDVariable> keyCaches = new ArrayList<>();
    List<SDVariable> valueCaches = new ArrayList<>();
    for (int layer = 0; layer < keys.size(); layer++) {
      keyCaches.add(scope.graph().var("cache.keys." + layer, keys.get(layer)));
      valueCaches.add(scope.graph().var("cache.values." + layer, values.get(layer)));
    }
    CacheContext context =
        new CacheContext(ids(scope, POSITIONS), keyCaches, valueCaches, ids(scope, LENGTHS));
    SDVariable all = network.backbone().apply(scope, inputs(scope), context);
    SDVariable last = EmbeddingLayer.rows(scope, all, ids(scope, PREDICTED), -1);
    return new BuiltGraph(scope.graph(), Map.of("hidden", last.name()));
  }

  /**
   * Vectors from hidden states.
   *
   * @param samples vectors per hidden state
   * @return output {@code vectors}, {@code [positions * samples, latent]}
   */
  public BuiltGraph vectors(int samples) {
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable hidden = floats(scope, HIDDEN, config.backbone().hiddenSize());
    SDVariable noise = floats(scope, NOISE, config.head().noiseSize());
    SDVariable vectors = network.head().apply(scope, hidden, noise, samples);
    return new BuiltGraph(scope.graph(), Map.of("vectors", vectors.name()));
  }

  private SDVariable inputs(GraphScope scope) {
    SDVariable ids = ids(scope, IDS);
    SDVariable indices = scope.fused() ? ids(scope, INDICES) : ids;
    return network.input().apply(scope, ids, indices);
  }

  private AttentionContext text(GraphScope scope) {
    SDVariable starts = scope.graph().placeHolder(STARTS, DataType.INT32, -1, -1);
    return new TextContext(ids(scope, POSITIONS), starts, length);
  }

  private static SDVariable ids(GraphScope scope, String name) {
    return scope.graph().placeHolder(name, DataType.INT32, -1);
  }

  private static SDVariable floats(GraphScope scope, String name, int width) {
    return scope.graph().placeHolder(name, DataType.FLOAT, -1, width);
  }
}
