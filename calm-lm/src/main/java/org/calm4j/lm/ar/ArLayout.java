package org.calm4j.lm.ar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.hub.PublishedLayout;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.net.ArNetwork;

/** The token-level model, which is a Llama; found as a service, not meant to be called. */
public final class ArLayout implements PublishedLayout {
  private static final String ARCHITECTURE = "LlamaForCausalLM";

  /** For the service loader. */
  public ArLayout() {}

  @Override
  public String architecture() {
    return ARCHITECTURE;
  }

  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public String kind() {
    return ArModel.KIND;
  }

  @Override
  public boolean overVectors() {
    return false;
  }

  @Override
  public List<ParameterSpec> parameters(JsonNode configuration) {
    return new ArNetwork(ConfigFile.read(configuration)).parameters();
  }

  @Override
  public Map<String, String> secondNames(JsonNode configuration) {
    return Map.of();
  }

  @Override
  public ObjectNode completed(JsonNode configuration) {
    ObjectNode defaults = JsonNodeFactory.instance.objectNode();
    defaults.putArray("architectures").add(ARCHITECTURE);
    defaults.put("model_type", modelType());
    BackboneConfig.writeDefaults(defaults);
    return new ConfigReader(configuration).with(defaults);
  }
}
