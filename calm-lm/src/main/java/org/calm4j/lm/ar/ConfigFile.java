package org.calm4j.lm.ar;

import com.fasterxml.jackson.databind.JsonNode;
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
    values.requireAbsent("tie_word_embeddings");
    values.requireAbsent("attention_bias");
    values.requireAbsent("mlp_bias");
    values.requireAbsent("rope_scaling");
    values.requireSilu();
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
}
