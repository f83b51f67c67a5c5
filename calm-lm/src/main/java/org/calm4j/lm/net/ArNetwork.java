package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.TiedCrossEntropyLoss;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.ar.ArConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parts of a token-level language model and their parameters. Immutable.
 *
 * @param config the sizes
 */
public record ArNetwork(ArConfig config) {

  /**
   * Ids to the backbone's input.
   *
   * @return the embedding
   */
  public EmbeddingLayer embedding() {
    return new EmbeddingLayer(
        "model.embed_tokens", config.vocabSize(), config.backbone().hiddenSize());
  }

  /**
   * What turns embeddings into hidden states.
   *
   * @return the backbone
   */
  public BackboneNetwork backbone() {
    return new BackboneNetwork("model", config.backbone());
  }

  private LinearLayer head() {
    return new LinearLayer("lm_head", config.backbone().hiddenSize(), config.vocabSize(), false);
  }

  /**
   * Writes the output head into a graph: for few rows, as in generation.
   *
   * @param scope the graph and its weights
   * @param hidden hidden states {@code [rows, hidden]}
   * @return logits of the next token {@code [rows, V]}
   */
  public SDVariable logits(GraphScope scope, SDVariable hidden) {
    return head().apply(scope, hidden);
  }

  /**
   * Writes output head and loss into a graph; fused, the logits never exist whole.
   *
   * @param scope the graph and its weights
   * @param hidden hidden states {@code [rows, hidden]}
   * @param labels the next tokens {@code [rows]}, INT32; rows with a negative label do not count
   * @return mean cross-entropy of the rows that count, in nats; a scalar
   */
  public SDVariable crossEntropy(GraphScope scope, SDVariable hidden, SDVariable labels) {
    SDVariable matrix = scope.weight(head().name() + ".weight");
    return TiedCrossEntropyLoss.apply(scope, hidden, matrix, labels, config.vocabSize());
  }

  /**
   * All parameters under their published names.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>(embedding().parameters());
    all.addAll(backbone().parameters());
    all.addAll(head().parameters());
    return all;
  }

  /**
   * Number of weights.
   *
   * @return values in all parameters
   */
  public long parameterCount() {
    return parameters().stream().mapToLong(ParameterSpec::length).sum();
  }

  /**
   * Random weights to start training from.
   *
   * @param streams the run's randomness
   * @return arrays by name, owned by the caller
   */
  public Map<String, INDArray> initialize(RandomStreams streams) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters()) {
      weights.put(spec.name(), spec.initialize(streams, config.initializerRange()));
    }
    return weights;
  }
}
