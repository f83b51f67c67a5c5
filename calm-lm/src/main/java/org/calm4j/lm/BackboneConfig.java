package org.calm4j.lm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.core.model.ConfigReader;

/**
 * The Llama backbone, with the published names (paper section 3.1).
 *
 * @param hiddenSize width of the layers, h
 * @param intermediateSize width inside the gated units
 * @param numHiddenLayers layers
 * @param numAttentionHeads query heads; the hidden size is a multiple of them
 * @param numKeyValueHeads heads of keys and values, a divisor of the query heads
 * @param maxPositionEmbeddings longest text, in positions: chunks for a CALM
 * @param ropeTheta base of the rotary angles (published: 10000)
 * @param rmsNormEps added under the root of normalisations (published: 1e-6)
 */
public record BackboneConfig(
    int hiddenSize,
    int intermediateSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int numKeyValueHeads,
    int maxPositionEmbeddings,
    double ropeTheta,
    double rmsNormEps) {

  /**
   * Checks the sizes.
   *
   * @param hiddenSize width of the layers, h
   * @param intermediateSize width inside the gated units
   * @param numHiddenLayers layers, at most 10,000
   * @param numAttentionHeads query heads; the hidden size is a multiple of them
   * @param numKeyValueHeads heads of keys and values, a divisor of the query heads
   * @param maxPositionEmbeddings longest text, in positions, at most 1,048,576
   * @param ropeTheta base of the rotary angles (published: 10000)
   * @param rmsNormEps added under the root of normalisations (published: 1e-6)
   * @throws IllegalArgumentException if a size is below 1, above its limit or does not fit another
   */
  public BackboneConfig {
    Require.positive("hidden_size", hiddenSize);
    Require.positive("intermediate_size", intermediateSize);
    Require.layers("num_hidden_layers", numHiddenLayers);
    Require.positive("num_attention_heads", numAttentionHeads);
    Require.positive("num_key_value_heads", numKeyValueHeads);
    Require.positions("max_position_embeddings", maxPositionEmbeddings);
    if (hiddenSize % numAttentionHeads != 0) {
      throw new IllegalArgumentException(
          "hidden_size must be a multiple of num_attention_heads, got %d and %d"
              .formatted(hiddenSize, numAttentionHeads));
    }
    new AttentionShape(numAttentionHeads, numKeyValueHeads, hiddenSize / numAttentionHeads);
    if (!(ropeTheta > 1 && rmsNormEps > 0)) {
      throw new IllegalArgumentException(
          "rope_theta must be above 1 and rms_norm_eps above 0, got %s and %s"
              .formatted(ropeTheta, rmsNormEps));
    }
  }

  /**
   * Sizes with a key/value head per query head, 2048 positions and the published constants.
   *
   * @param hiddenSize width of the layers
   * @param intermediateSize width inside the gated units
   * @param numHiddenLayers layers
   * @param numAttentionHeads heads
   * @return the configuration
   */
  public static BackboneConfig of(
      int hiddenSize, int intermediateSize, int numHiddenLayers, int numAttentionHeads) {
    return new BackboneConfig(
        hiddenSize,
        intermediateSize,
        numHiddenLayers,
        numAttentionHeads,
        numAttentionHeads,
        2048,
        10000,
        1e-6);
  }

  /**
   * Heads and their width.
   *
   * @return the shape of the attention
   */
  public AttentionShape attention() {
    return new AttentionShape(numAttentionHeads, numKeyValueHeads, hiddenSize / numAttentionHeads);
  }

  /**
   * Reads the backbone's part of a {@code config.json}.
   *
   * @param values what the file holds
   * @return the configuration
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public static BackboneConfig read(ConfigReader values) {
    int heads = values.integer("num_attention_heads");
    return new BackboneConfig(
        values.integer("hidden_size"),
        values.integer("intermediate_size"),
        values.integer("num_hidden_layers"),
        heads,
        values.integer("num_key_value_heads", heads),
        values.integer("max_position_embeddings"),
        values.number("rope_theta", 10000),
        values.number("rms_norm_eps", 1e-6));
  }

  /**
   * Writes the backbone's part of a {@code config.json}, what never changes included.
   *
   * @param node where to
   * @return the same node
   */
  public ObjectNode write(ObjectNode node) {
    return node.put("hidden_size", hiddenSize)
        .put("intermediate_size", intermediateSize)
        .put("num_hidden_layers", numHiddenLayers)
        .put("num_attention_heads", numAttentionHeads)
        .put("num_key_value_heads", numKeyValueHeads)
        .put("max_position_embeddings", maxPositionEmbeddings)
        .put("rope_theta", ropeTheta)
        .put("rms_norm_eps", rmsNormEps)
        .put("hidden_act", "silu")
        .put("attention_bias", false)
        .put("mlp_bias", false)
        .put("tie_word_embeddings", false);
  }

  /**
   * Writes the values that the published classes have where a {@code config.json} says nothing.
   *
   * @param node where to
   * @return the same node
   */
  public static ObjectNode writeDefaults(ObjectNode node) {
    return node.put("hidden_act", "silu")
        .put("initializer_range", 0.02)
        .put("attention_bias", false)
        .put("attention_dropout", 0.0)
        .put("mlp_bias", false)
        .put("pretraining_tp", 1)
        .put("rms_norm_eps", 1e-6)
        .put("rope_theta", 10000.0)
        .putNull("rope_scaling")
        .put("tie_word_embeddings", false)
        .put("use_cache", true);
  }
}
