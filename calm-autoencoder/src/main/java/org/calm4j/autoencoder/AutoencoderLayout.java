package org.calm4j.autoencoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.hub.PublishedLayout;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.weights.TensorSource;

/** The autoencoder as it is published; found as a service, not meant to be called. */
public final class AutoencoderLayout implements PublishedLayout {
  private static final String ARCHITECTURE = "Autoencoder";
  private static final String TABLE = "encoder.embed_tokens.weight";

  /** For the service loader. */
  public AutoencoderLayout() {}

  @Override
  public String architecture() {
    return ARCHITECTURE;
  }

  @Override
  public String modelType() {
    return "autoencoder";
  }

  @Override
  public String kind() {
    return AutoencoderModel.KIND;
  }

  @Override
  public boolean overVectors() {
    return false;
  }

  @Override
  public List<ParameterSpec> parameters(JsonNode configuration) {
    ConfigReader values = new ConfigReader(configuration);
    values.requireSilu();
    values.requireAbsent("mlp_bias");
    return new AutoencoderNetwork(ConfigFile.read(configuration)).parameters();
  }

  @Override
  public Map<String, String> secondNames(JsonNode configuration) {
    return Map.of(AutoencoderModel.TIED, TABLE);
  }

  @Override
  public ObjectNode completed(JsonNode configuration) {
    AutoencoderObjective objective = AutoencoderObjective.published();
    ObjectNode defaults = JsonNodeFactory.instance.objectNode();
    defaults.putArray("architectures").add(ARCHITECTURE);
    defaults
        .put("model_type", modelType())
        .put("hidden_act", "silu")
        .put("initializer_range", 0.02)
        .put("rms_norm_eps", 1e-6)
        .put("max_position_embeddings", 2048)
        .put("mlp_bias", false)
        .put("pretraining_tp", 1)
        .put("tie_word_embeddings", false)
        .put("ae_dropout", objective.tokenDropout())
        .put("kl_clamp", objective.klClamp())
        .put("kl_weight", objective.klWeight());
    return new ConfigReader(configuration).with(defaults);
  }

  /** All sizes are in the shapes: the squeeze tells K, the last linear twice the latent size. */
  @Override
  public Optional<ObjectNode> inferred(TensorSource weights) {
    List<String> names = weights.names();
    String table = names.contains(TABLE) ? TABLE : AutoencoderModel.TIED;
    List<String> needed =
        List.of(
            table,
            "encoder.squeeze_layer.weight",
            "encoder.hidden_to_latent.weight",
            "encoder.encoder_layers.0.mlp.gate_proj.weight");
    if (!names.containsAll(needed)
        || needed.stream().anyMatch(name -> weights.info(name).shape().length != 2)) {
      return Optional.empty();
    }
    long[] embedding = weights.info(table).shape();
    ObjectNode sizes = JsonNodeFactory.instance.objectNode();
    sizes
        .put("vocab_size", embedding[0])
        .put("hidden_size", embedding[1])
        .put("intermediate_size", weights.info(needed.get(3)).shape()[0])
        .put("latent_size", weights.info(needed.get(2)).shape()[0] / 2)
        .put("patch_size", weights.info(needed.get(1)).shape()[1] / Math.max(1, embedding[1]))
        .put("num_encoder_layers", layers(names, "encoder.encoder_layers."))
        .put("num_decoder_layers", layers(names, "decoder.decoder_layers."));
    return Optional.of(completed(sizes));
  }

  private static long layers(List<String> names, String prefix) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
        .distinct()
        .count();
  }
}
