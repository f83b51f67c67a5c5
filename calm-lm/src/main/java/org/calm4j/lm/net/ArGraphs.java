package org.calm4j.lm.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.ar.ArConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SameDiff graphs of a token-level language model over given weights: training, hidden states
 * of whole texts, hidden states with a cache, logits from hidden states. {@link #IDS} are the
 * tokens.
 */
public final class ArGraphs extends BackboneGraphs {
  /** Placeholder: the next token of each position {@code [tokens]}, INT32; negative for none. */
  public static final String LABELS = "labels";

  private final ArNetwork network;

  /**
   * Graphs over weights.
   *
   * @param config the architecture
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   * @param length tokens per text; only the composed spelling has to know it
   */
  public ArGraphs(ArConfig config, Spelling spelling, Map<String, INDArray> weights, int length) {
    super(spelling, weights, length);
    this.network = new ArNetwork(config);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return network.parameters();
  }

  @Override
  public boolean indexed() {
    return false;
  }

  @Override
  public int chunkSize() {
    return 1;
  }

  @Override
  public int vocabularySize() {
    return network.config().vocabSize();
  }

  @Override
  BackboneNetwork backbone() {
    return network.backbone();
  }

  @Override
  SDVariable inputs(GraphScope scope) {
    return network.embedding().apply(scope, ids(scope, IDS));
  }

  /**
   * The cross-entropy.
   *
   * @return {@code loss}, the mean over the positions with a label, and {@code hidden} {@code
   *     [tokens, hidden]}
   */
  @Override
  Map<String, SDVariable> lossOf(GraphScope scope) {
    SDVariable hidden = textStates(scope, inputs(scope));
    Map<String, SDVariable> made = new LinkedHashMap<>();
    made.put("loss", network.crossEntropy(scope, hidden, ids(scope, LABELS)));
    made.put("hidden", hidden);
    return made;
  }

  /**
   * Logits from hidden states.
   *
   * @return output {@code logits}, {@code [positions, V]}
   */
  public BuiltGraph logits() {
    GraphScope scope = scope();
    SDVariable hidden = floats(scope, HIDDEN, network.config().backbone().hiddenSize());
    return new BuiltGraph(scope.graph(), Map.of("logits", network.logits(scope, hidden).name()));
  }
}
