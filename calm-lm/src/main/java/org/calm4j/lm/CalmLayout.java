package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.hub.PublishedLayout;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.lm.net.CalmNetwork;

/**
 * The language model as it is published, with each head; found as a service, not meant to be
 * called.
 */
public final class CalmLayout implements PublishedLayout {
  private static final String HEAD = "mlp_generator.";

  private final HeadConfig.Type head;

  /** For the service loader: the energy head, and the others beside it. */
  public CalmLayout() {
    this(HeadConfig.Type.ENERGY);
  }

  private CalmLayout(HeadConfig.Type head) {
    this.head = head;
  }

  @Override
  public List<PublishedLayout> family() {
    return Arrays.stream(HeadConfig.Type.values()).<PublishedLayout>map(CalmLayout::new).toList();
  }

  @Override
  public String architecture() {
    return head.architecture();
  }

  @Override
  public String modelType() {
    return head.modelType();
  }

  @Override
  public String kind() {
    return CalmModel.kind(head);
  }

  @Override
  public boolean overVectors() {
    return true;
  }

  @Override
  public List<ParameterSpec> parameters(JsonNode configuration) {
    ConfigReader values = new ConfigReader(configuration);
    values.requireSilu();
    List.of("attention_bias", "mlp_bias", "rope_scaling").forEach(values::requireAbsent);
    CalmConfig config = ConfigFile.read(configuration);
    if (config.input() != CalmConfig.Input.TOKENS) {
      throw new IllegalArgumentException(
          "the published layout has no %s input: only models whose input are tokens go out and in"
              .formatted(config.input().label()));
    }
    return new CalmNetwork(config).parameters();
  }

  @Override
  public Map<String, String> secondNames(JsonNode configuration) {
    Map<String, String> names = new LinkedHashMap<>();
    for (ParameterSpec spec : parameters(configuration)) {
      if (spec.name().startsWith(HEAD)) {
        names.put(CalmModel.SECOND_NAME + spec.name().substring(HEAD.length()), spec.name());
      }
    }
    return names;
  }

  @Override
  public ObjectNode completed(JsonNode configuration) {
    ObjectNode defaults = JsonNodeFactory.instance.objectNode();
    defaults.putArray("architectures").add(architecture());
    defaults.put("model_type", modelType());
    if (head == HeadConfig.Type.ENERGY) {
      defaults.put("beta", 1.0);
    }
    BackboneConfig.writeDefaults(defaults);
    return new ConfigReader(configuration).with(defaults);
  }
}
