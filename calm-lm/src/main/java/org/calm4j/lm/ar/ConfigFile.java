package org.calm4j.lm.ar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.BackboneConfig;

/** {@code config.json} of a token-level model, with the keys of Hugging Face's Llama. */
final class ConfigFile {
  private ConfigFile() {}

  static JsonNode write(ArConfig config, Tokenizer tokenizer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("architectures").add("LlamaForCausalLM");
    node.put("model_type", "llama").put("vocab_size", config.vocabSize());
    return config
        .backbone()
        .write(node)
        .put("initializer_range", config.initializerRange())
        .put("bos_token_id", tokenizer.bosId())
        .put("eos_token_id", tokenizer.eosId())
        .put("pad_token_id", tokenizer.padId())
        .put("torch_dtype", "float32");
  }

  /** Reads a configuration; what this library's Llama has not is refused, not passed over. */
  static ArConfig read(JsonNode node) {
    ConfigReader values = new ConfigReader(node);
    requireAbsent(node, "tie_word_embeddings");
    requireAbsent(node, "attention_bias");
    requireAbsent(node, "mlp_bias");
    requireAbsent(node, "rope_scaling");
    String activation = node.path("hidden_act").asText("silu");
    if (!activation.equals("silu")) {
      throw new IllegalArgumentException(
          "config.json asks for hidden_act %s, only silu is supported".formatted(activation));
    }
    BackboneConfig backbone = BackboneConfig.read(values);
    int width = backbone.attention().headDim();
    if (values.integer("head_dim", width) != width) {
      throw new IllegalArgumentException(
          "config.json asks for head_dim %d, only hidden_size / num_attention_heads = %d is supported"
              .formatted(values.integer("head_dim"), width));
    }
    return new ArConfig(
        values.integer("vocab_size"), backbone, values.number("initializer_range", 0.02));
  }

  private static void requireAbsent(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.equals(BooleanNode.FALSE)) {
      throw new IllegalArgumentException(
          "config.json asks for %s %s, which is not supported".formatted(key, value));
    }
  }
}
