package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.tokenizer.Tokenizer;

/** {@code config.json} of a CALM, with the keys of the published code. */
final class ConfigFile {
  private static final int PUBLISHED_TARGETS = 100;

  private ConfigFile() {}

  static JsonNode write(CalmConfig config, String autoencoder, Tokenizer tokenizer) {
    BackboneConfig backbone = config.backbone();
    EnergyHeadConfig head = config.head();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("architectures").add("EnergyTransformer");
    return node.put("model_type", "energy")
        .put("ae_path", autoencoder)
        .put("vocab_size", config.vocabSize())
        .put("patch_size", config.patchSize())
        .put("latent_size", config.latentSize())
        .put("hidden_size", backbone.hiddenSize())
        .put("intermediate_size", backbone.intermediateSize())
        .put("num_hidden_layers", backbone.numHiddenLayers())
        .put("num_attention_heads", backbone.numAttentionHeads())
        .put("num_key_value_heads", backbone.numKeyValueHeads())
        .put("max_position_embeddings", backbone.maxPositionEmbeddings())
        .put("rope_theta", backbone.ropeTheta())
        .put("rms_norm_eps", backbone.rmsNormEps())
        .put("num_mlp_layers", head.numMlpLayers())
        .put("noise_size", head.noiseSize())
        .put("num_samples", head.numSamples())
        .put("num_targets", head.numTargets())
        .put("beta", head.beta())
        .put("initializer_range", config.initializerRange())
        .put("hidden_act", "silu")
        .put("attention_bias", false)
        .put("mlp_bias", false)
        .put("tie_word_embeddings", false)
        .put("bos_token_id", tokenizer.bosId())
        .put("eos_token_id", tokenizer.eosId())
        .put("pad_token_id", config.padTokenId())
        .put("torch_dtype", "float32");
  }

  static CalmConfig read(JsonNode node) {
    int heads = integer(node, "num_attention_heads");
    return new CalmConfig(
        integer(node, "vocab_size"),
        integer(node, "pad_token_id"),
        integer(node, "patch_size"),
        integer(node, "latent_size"),
        new BackboneConfig(
            integer(node, "hidden_size"),
            integer(node, "intermediate_size"),
            integer(node, "num_hidden_layers"),
            heads,
            node.has("num_key_value_heads") ? integer(node, "num_key_value_heads") : heads,
            integer(node, "max_position_embeddings"),
            number(node, "rope_theta", 10000),
            number(node, "rms_norm_eps", 1e-6)),
        new EnergyHeadConfig(
            integer(node, "num_mlp_layers"),
            integer(node, "noise_size"),
            integer(node, "num_samples"),
            node.has("num_targets") ? integer(node, "num_targets") : PUBLISHED_TARGETS,
            number(node, "beta", 1)),
        number(node, "initializer_range", 0.02));
  }

  /** Where the autoencoder lies, relative to the model's folder unless absolute. */
  static String autoencoder(JsonNode node) {
    return node.path("ae_path").asText(CalmModel.AUTOENCODER);
  }

  private static int integer(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
      throw new IllegalArgumentException(
          "config.json must have an integer %s, found %s"
              .formatted(key, value.isMissingNode() ? "none" : value));
    }
    return value.intValue();
  }

  private static double number(JsonNode node, String key, double published) {
    return node.path(key).isNumber() ? node.path(key).doubleValue() : published;
  }
}
