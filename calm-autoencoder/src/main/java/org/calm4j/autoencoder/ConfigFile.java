package org.calm4j.autoencoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.tokenizer.Tokenizer;

/** {@code config.json} of an autoencoder, with the keys of the published code. */
final class ConfigFile {
  private ConfigFile() {}

  static JsonNode write(
      AutoencoderConfig config, AutoencoderObjective objective, Tokenizer tokenizer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("architectures").add("Autoencoder");
    return node.put("model_type", "autoencoder")
        .put("vocab_size", config.vocabSize())
        .put("hidden_size", config.hiddenSize())
        .put("intermediate_size", config.intermediateSize())
        .put("latent_size", config.latentSize())
        .put("patch_size", config.patchSize())
        .put("num_encoder_layers", config.numEncoderLayers())
        .put("num_decoder_layers", config.numDecoderLayers())
        .put("rms_norm_eps", config.rmsNormEps())
        .put("initializer_range", config.initializerRange())
        .put("hidden_act", "silu")
        .put("mlp_bias", false)
        .put("ae_dropout", objective.tokenDropout())
        .put("latent_dropout", objective.latentDropout())
        .put("kl_clamp", objective.klClamp())
        .put("kl_weight", objective.klWeight())
        .put("bos_token_id", tokenizer.bosId())
        .put("eos_token_id", tokenizer.eosId())
        .put("pad_token_id", tokenizer.padId())
        .put("torch_dtype", "float32");
  }

  static AutoencoderConfig read(JsonNode node) {
    ConfigReader values = new ConfigReader(node);
    return new AutoencoderConfig(
        values.integer("vocab_size"),
        values.integer("hidden_size"),
        values.integer("intermediate_size"),
        values.integer("latent_size"),
        values.integer("patch_size"),
        values.integer("num_encoder_layers"),
        values.integer("num_decoder_layers"),
        values.number("rms_norm_eps", 1e-6),
        values.number("initializer_range", 0.02));
  }
}
