package org.calm4j.autoencoder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GatedMlpLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Layer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.RmsNormLayer;
import org.calm4j.core.random.RandomStreams;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers of the autoencoder and how they hang together (paper section 2.1), position-wise
 * throughout.
 *
 * <p>Encoder: embedding, layers on each token, K states squeezed into one, layers on that, mean and
 * logStd. Decoder: the mirror image; its output matrix is the embedding table. Immutable.
 *
 * @param config the sizes
 */
public record AutoencoderNetwork(AutoencoderConfig config) {
  private static final String ENCODER = "encoder.";
  private static final String DECODER = "decoder.";

  /** x + mlp(rmsNorm(x)). */
  private record Block(RmsNormLayer norm, GatedMlpLayer mlp) {
    SDVariable apply(GraphScope scope, SDVariable x) {
      return scope.sum(x, mlp.apply(scope, norm.apply(scope, x)));
    }
  }

  /**
   * The name of the embedding table, which is the output matrix too.
   *
   * @return a parameter name
   */
  public String tableName() {
    return ENCODER + "embed_tokens.weight";
  }

  /**
   * The part of the encoder that depends on single ids alone: embedding and the first half of the
   * layers.
   *
   * @param scope the graph
   * @param ids {@code [count]}, INT32
   * @return states {@code [count, hidden]}
   */
  public SDVariable tokenStates(GraphScope scope, SDVariable ids) {
    SDVariable x = embedding().apply(scope, ids);
    for (Block block : encoderBlocks().subList(0, config.numEncoderLayers() / 2)) {
      x = block.apply(scope, x);
    }
    return x;
  }

  /**
   * The rest of the encoder.
   *
   * @param scope the graph
   * @param states one state per token, {@code [chunks * K, hidden]}
   * @return mean and logStd side by side, {@code [chunks, 2 * latent]}
   */
  public SDVariable posterior(GraphScope scope, SDVariable states) {
    SDVariable joined =
        scope.graph().reshape(states, -1, (long) config.patchSize() * config.hiddenSize());
    SDVariable x = squeeze().apply(scope, joined);
    int half = config.numEncoderLayers() / 2;
    for (Block block : encoderBlocks().subList(half, config.numEncoderLayers())) {
      x = block.apply(scope, x);
    }
    return hiddenToLatent().apply(scope, norm(ENCODER).apply(scope, x));
  }

  /**
   * The decoder without its output matrix.
   *
   * @param scope the graph
   * @param vectors {@code [chunks, latent]}
   * @return one state per token, {@code [chunks * K, hidden]}; logits are its product with the
   *     table
   */
  public SDVariable decoderStates(GraphScope scope, SDVariable vectors) {
    SDVariable expanded = expand().apply(scope, chunkStates(scope, vectors));
    return lastStates(scope, scope.graph().reshape(expanded, -1, config.hiddenSize()));
  }

  /**
   * The first part of the decoder, which acts on whole chunks.
   *
   * @param scope the graph
   * @param vectors {@code [chunks, latent]}
   * @return one state per chunk, {@code [chunks, hidden]}
   */
  public SDVariable chunkStates(GraphScope scope, SDVariable vectors) {
    SDVariable x = latentToHidden().apply(scope, vectors);
    for (Block block : decoderBlocks().subList(0, config.numDecoderLayers() / 2)) {
      x = block.apply(scope, x);
    }
    return x;
  }

  /**
   * The rest of the decoder for one position of the chunks.
   *
   * @param scope the graph
   * @param chunkStates {@code [chunks, hidden]}
   * @param position position inside a chunk, in {@code [0, K)}
   * @return the states of the tokens there, {@code [chunks, hidden]}
   */
  public SDVariable positionStates(GraphScope scope, SDVariable chunkStates, int position) {
    int hidden = config.hiddenSize();
    return lastStates(scope, expand().applyPart(scope, chunkStates, position * hidden, hidden));
  }

  private SDVariable lastStates(GraphScope scope, SDVariable states) {
    SDVariable x = states;
    for (Block block :
        decoderBlocks().subList(config.numDecoderLayers() / 2, config.numDecoderLayers())) {
      x = block.apply(scope, x);
    }
    return norm(DECODER).apply(scope, x);
  }

  /**
   * All parameters under their published names.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<Layer> layers = new ArrayList<>();
    layers.add(embedding());
    encoderBlocks().forEach(block -> layers.addAll(List.of(block.norm, block.mlp)));
    layers.addAll(List.of(squeeze(), norm(ENCODER), hiddenToLatent(), latentToHidden()));
    decoderBlocks().forEach(block -> layers.addAll(List.of(block.norm, block.mlp)));
    layers.addAll(List.of(expand(), norm(DECODER)));
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /**
   * Number of weights.
   *
   * @return values in all parameters, the tied table counted once
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

  private EmbeddingLayer embedding() {
    return new EmbeddingLayer(ENCODER + "embed_tokens", config.vocabSize(), config.hiddenSize());
  }

  private LinearLayer squeeze() {
    return new LinearLayer(
        ENCODER + "squeeze_layer",
        config.patchSize() * config.hiddenSize(),
        config.hiddenSize(),
        true);
  }

  private LinearLayer hiddenToLatent() {
    return new LinearLayer(
        ENCODER + "hidden_to_latent", config.hiddenSize(), 2 * config.latentSize(), true);
  }

  private LinearLayer latentToHidden() {
    return new LinearLayer(
        DECODER + "latent_to_hidden", config.latentSize(), config.hiddenSize(), true);
  }

  private LinearLayer expand() {
    return new LinearLayer(
        DECODER + "expand_layer",
        config.hiddenSize(),
        config.patchSize() * config.hiddenSize(),
        true);
  }

  private RmsNormLayer norm(String part) {
    return new RmsNormLayer(part + "norm", config.hiddenSize(), config.rmsNormEps());
  }

  private List<Block> encoderBlocks() {
    return blocks(ENCODER + "encoder_layers.", config.numEncoderLayers());
  }

  private List<Block> decoderBlocks() {
    return blocks(DECODER + "decoder_layers.", config.numDecoderLayers());
  }

  private List<Block> blocks(String prefix, int count) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(
          new Block(
              new RmsNormLayer(prefix + i + ".layernorm", config.hiddenSize(), config.rmsNormEps()),
              new GatedMlpLayer(
                  prefix + i + ".mlp", config.hiddenSize(), config.intermediateSize())));
    }
    return blocks;
  }
}
