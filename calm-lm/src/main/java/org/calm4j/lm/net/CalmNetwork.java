package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.Head;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The parts of a CALM and their parameters. Immutable.
 *
 * @param config the sizes
 */
public record CalmNetwork(CalmConfig config) {

  /**
   * A chunk to the backbone's input.
   *
   * @return the input projection
   */
  public InputProjection input() {
    return new InputProjection(config);
  }

  /**
   * What turns inputs into hidden states.
   *
   * @return the backbone
   */
  public BackboneNetwork backbone() {
    return new BackboneNetwork("transformer", config.backbone());
  }

  /**
   * What turns hidden states into vectors.
   *
   * @return the head
   */
  public Head head() {
    return config.head().over(config);
  }

  /**
   * All parameters under their published names.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>(input().parameters());
    all.addAll(backbone().parameters());
    all.addAll(head().parameters());
    return all;
  }

  /**
   * Number of weights, without the autoencoder's.
   *
   * @return values in all parameters
   */
  public long parameterCount() {
    return parameters().stream().mapToLong(ParameterSpec::length).sum();
  }

  /**
   * Random weights to start training from; the embedding of the padding is zero.
   *
   * @param streams the run's randomness
   * @return arrays by name, owned by the caller
   */
  public Map<String, INDArray> initialize(RandomStreams streams) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters()) {
      INDArray array = spec.initialize(streams, config.initializerRange());
      if (spec.name().endsWith("embed_tokens.weight")) {
        array.get(NDArrayIndex.point(config.padTokenId())).assign(0);
      }
      weights.put(spec.name(), array);
    }
    return weights;
  }
}
