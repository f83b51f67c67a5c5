package org.calm4j.autoencoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GaussianPosterior;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.layer.TiedArgmaxLayer;
import org.calm4j.core.engine.layer.TiedCrossEntropyLoss;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SameDiff graphs of an autoencoder over given weights: posterior, decoding, training.
 *
 * <p>Placeholders are INT32 ids or FLOAT noise. In the fused spelling the encoder's token half runs
 * once per distinct id of a batch: {@code ids} are those, and {@code positions} say which of them
 * stands at each token. Composed, {@code ids} are the tokens themselves.
 */
public final class AutoencoderGraphs {
  /** Placeholder: ids the token half runs on, {@code [count]} INT32. */
  public static final String IDS = "ids";

  /** Placeholder: index into the ids for each token, {@code [tokens]} INT32; fused only. */
  public static final String POSITIONS = "positions";

  /** Placeholder: what the decoder should give, {@code [tokens]} INT32; negative does not count. */
  public static final String LABELS = "labels";

  /** Placeholder: standard normal draws, {@code [chunks, latent]}. */
  public static final String NOISE = "noise";

  /** Placeholder: 0 or 1 / (1 - dropout) for each vector entry, {@code [chunks, latent]}. */
  public static final String LATENT_SCALE = "latent_scale";

  /** Placeholder: whose vector is mixed into each chunk's, {@code [chunks]} INT32; mixing only. */
  public static final String PARTNERS = "partners";

  /** Placeholder: part of the partner in each entry, {@code [chunks, latent]}; mixing only. */
  public static final String PARTNER_PARTS = "partner_parts";

  /** Placeholder: vectors to decode, {@code [chunks, latent]}. */
  public static final String VECTORS = "vectors";

  /** Distinct ids are padded to a multiple of this, so that few plans serve all batches. */
  private static final int IDS_BUCKET = 256;

  private final AutoencoderNetwork network;
  private final Spelling spelling;
  private final Map<String, INDArray> weights;

  /**
   * Graphs over weights.
   *
   * @param network the architecture
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   */
  public AutoencoderGraphs(
      AutoencoderNetwork network, Spelling spelling, Map<String, INDArray> weights) {
    this.network = network;
    this.spelling = spelling;
    this.weights = weights;
  }

  /**
   * From ids to the posterior.
   *
   * @return outputs {@code mean} and {@code log_std}, {@code [chunks, latent]}
   */
  public BuiltGraph posterior() {
    GraphScope scope = new GraphScope(spelling, weights);
    return halves(scope, network.posterior(scope, states(scope)));
  }

  /**
   * From vectors to the likeliest ids.
   *
   * @return output {@code tokens}, {@code [chunks * K]} in an integer type
   */
  public BuiltGraph decoding() {
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable states = network.decoderStates(scope, vectors(scope, VECTORS));
    SDVariable tokens = TiedArgmaxLayer.apply(scope, states, scope.weight(network.tableName()));
    return new BuiltGraph(scope.graph(), Map.of("tokens", tokens.name()));
  }

  /**
   * From vectors to logits, for inspection and tests: they exist whole.
   *
   * @return output {@code logits}, {@code [chunks * K, vocabulary]}
   */
  public BuiltGraph logits() {
    GraphScope scope = new GraphScope(spelling, weights);
    SDVariable states = network.decoderStates(scope, vectors(scope, VECTORS));
    SDVariable logits =
        scope.graph().mmul(states, scope.weight(network.tableName()), false, true, false);
    return new BuiltGraph(scope.graph(), Map.of("logits", logits.name()));
  }

  /**
   * The training loss and its gradients.
   *
   * @param objective weights of the terms
   * @param chunks of a batch; only the composed spelling of latent mixing has to know it
   * @return outputs {@code loss}, {@code cross_entropy} (nats per token), {@code kl} (clamped, nats
   *     per chunk), and {@code grad/NAME} for every parameter
   */
  public BuiltGraph training(AutoencoderObjective objective, int chunks) {
    GraphScope scope = new GraphScope(spelling, weights);
    SameDiff graph = scope.graph();
    SDVariable posterior = network.posterior(scope, states(scope));
    SDVariable sample =
        GaussianPosterior.sample(
            scope, posterior, vectors(scope, NOISE), vectors(scope, LATENT_SCALE));
    SDVariable vectors = objective.latentMixing() > 0 ? mixed(scope, sample, chunks) : sample;
    SDVariable hidden = network.decoderStates(scope, vectors);
    SDVariable labels = graph.placeHolder(LABELS, DataType.INT32, -1);
    SDVariable crossEntropy =
        TiedCrossEntropyLoss.apply(
            scope, hidden, scope.weight(network.tableName()), labels, network.config().vocabSize());
    SDVariable kl = GaussianPosterior.clampedKl(scope, posterior, objective.klClamp());
    SDVariable loss =
        scope.weightedSum(network.config().patchSize(), crossEntropy, objective.klWeight(), kl);

    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("loss", loss.name());
    outputs.put("cross_entropy", crossEntropy.name());
    outputs.put("kl", kl.name());
    List<String> names = network.parameters().stream().map(ParameterSpec::name).toList();
    Backpropagation.gradients(graph, loss, names)
        .forEach((name, gradient) -> outputs.put("grad/" + name, gradient.name()));
    return new BuiltGraph(graph, outputs);
  }

  /** z + w (z' - z), see {@link AutoencoderObjective}. */
  private SDVariable mixed(GraphScope scope, SDVariable sample, int chunks) {
    SDVariable partners = scope.graph().placeHolder(PARTNERS, DataType.INT32, -1);
    SDVariable others = EmbeddingLayer.rows(scope, sample, partners, chunks);
    return sample.add(others.sub(sample).mul(vectors(scope, PARTNER_PARTS)));
  }

  private SDVariable states(GraphScope scope) {
    SDVariable ids = scope.graph().placeHolder(IDS, DataType.INT32, -1);
    SDVariable states = network.tokenStates(scope, ids);
    if (!scope.fused()) {
      return states;
    }
    SDVariable positions = scope.graph().placeHolder(POSITIONS, DataType.INT32, -1);
    return EmbeddingLayer.rows(scope, states, positions, -1);
  }

  private SDVariable vectors(GraphScope scope, String name) {
    return scope.graph().placeHolder(name, DataType.FLOAT, -1, network.config().latentSize());
  }

  /** Mean and logStd side by side become {@code mean} and {@code log_std}. */
  static BuiltGraph halves(GraphScope scope, SDVariable posterior) {
    SDVariable[] halves = GaussianPosterior.split(scope, posterior);
    return new BuiltGraph(
        scope.graph(), Map.of("mean", halves[0].name(), "log_std", halves[1].name()));
  }

  /**
   * Names of the inputs a graph from {@link #states} needs.
   *
   * @param count ids the token half runs on
   * @param tokens tokens of the batch
   * @return shapes by placeholder
   */
  Map<String, long[]> idShapes(int count, int tokens) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(IDS, new long[] {count});
    if (spelling == Spelling.FUSED) {
      shapes.put(POSITIONS, new long[] {tokens});
    }
    return shapes;
  }

  /** Collects the ids of batches for {@link #IDS} and {@link #POSITIONS}. */
  DistinctIds inputIds() {
    int vocabulary = network.config().vocabSize();
    return spelling == Spelling.FUSED
        ? new DistinctIds(vocabulary, IDS_BUCKET)
        : DistinctIds.repeating(vocabulary);
  }

  /** Writes what was taken into a plan for that many rows. */
  void write(DistinctIds ids, GraphPlan plan) {
    ids.write(
        Memory.of(plan.input(IDS)),
        spelling == Spelling.FUSED ? Memory.of(plan.input(POSITIONS)) : null);
  }
}
