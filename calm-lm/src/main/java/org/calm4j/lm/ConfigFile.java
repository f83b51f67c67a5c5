package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * {@code config.json} of a CALM, with the keys of the published code; {@code input} is one of ours
 * and stands there only if it is not the published one.
 */
final class ConfigFile {
  private static final String INPUT = "input";

  private ConfigFile() {}

  static JsonNode write(CalmConfig config, String autoencoder, Tokenizer tokenizer) {
    HeadConfig head = config.head();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("architectures").add(head.type().architecture());
    node.put("model_type", head.type().modelType())
        .put("ae_path", autoencoder)
        .put("vocab_size", config.vocabSize())
        .put("patch_size", config.patchSize())
        .put("latent_size", config.latentSize());
    if (config.input() != CalmConfig.Input.TOKENS) {
      node.put(INPUT, config.input().label());
    }
    return head.write(config.backbone().write(node))
        .put("initializer_range", config.initializerRange())
        .put("bos_token_id", tokenizer.bosId())
        .put("eos_token_id", tokenizer.eosId())
        .put("pad_token_id", config.padTokenId())
        .put("torch_dtype", "float32");
  }

  static CalmConfig read(JsonNode node) {
    ConfigReader values = new ConfigReader(node);
    return new CalmConfig(
        values.integer("vocab_size"),
        values.integer("pad_token_id"),
        values.integer("patch_size"),
        values.integer("latent_size"),
        BackboneConfig.read(values),
        HeadConfig.Type.of(node).read(values),
        values.number("initializer_range", 0.02),
        CalmConfig.Input.of(node.path(INPUT).asText(CalmConfig.Input.TOKENS.label())));
  }

  /** Where the autoencoder lies, relative to the model's folder unless absolute. */
  static String autoencoder(JsonNode node) {
    return node.path("ae_path").asText(CalmModel.AUTOENCODER);
  }
}
