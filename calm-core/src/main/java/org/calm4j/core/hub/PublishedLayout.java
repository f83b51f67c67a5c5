package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.weights.TensorSource;

/**
 * A service that knows one architecture as it is published: which tensors its configuration asks
 * for, and under which names. A module names its implementations in {@code
 * META-INF/services/org.calm4j.core.hub.PublishedLayout}.
 */
public interface PublishedLayout {

  /**
   * The class of the published code.
   *
   * @return an entry of {@code architectures} in {@code config.json}, for example {@code
   *     EnergyTransformer}
   */
  String architecture();

  /**
   * The short name of the architecture.
   *
   * @return {@code model_type} in {@code config.json}, for example {@code energy}
   */
  String modelType();

  /**
   * The kind of model folder it becomes here.
   *
   * @return {@link org.calm4j.core.model.Provenance#kind()}
   */
  String kind();

  /**
   * Whether it predicts vectors, so that its checkpoints carry an autoencoder.
   *
   * @return true for a CALM
   */
  boolean overVectors();

  /**
   * The parameters that a configuration asks for.
   *
   * @param configuration {@code config.json}
   * @return specifications under their published names
   * @throws IllegalArgumentException if a value is missing, out of range, or asks for something
   *     that this library has not; the message begins with {@code config.json} or the value's name
   */
  List<ParameterSpec> parameters(JsonNode configuration);

  /**
   * Parameters that have a second name in published files.
   *
   * @param configuration {@code config.json}
   * @return second name to the name in {@link #parameters}
   */
  Map<String, String> secondNames(JsonNode configuration);

  /**
   * The configuration as the published code writes it.
   *
   * @param configuration {@code config.json}, as it is
   * @return every key of it, and those that the published classes write besides
   */
  ObjectNode completed(JsonNode configuration);

  /**
   * A configuration made from the shapes of the tensors, for weights whose {@code config.json} is
   * not there.
   *
   * @param weights tensors under their published names
   * @return the configuration, published values where shapes tell nothing; empty if shapes do not
   *     tell enough
   */
  default Optional<ObjectNode> inferred(TensorSource weights) {
    return Optional.empty();
  }

  /**
   * The layouts that come with this one, itself among them: variants of one architecture need no
   * services of their own.
   *
   * @return at least one
   */
  default List<PublishedLayout> family() {
    return List.of(this);
  }
}
