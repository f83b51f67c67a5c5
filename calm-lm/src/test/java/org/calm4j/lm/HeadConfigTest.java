package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kinds of heads, their values and what they start from. */
class HeadConfigTest {
  private static void refused(ThrowingCallable maker, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(maker).withMessage(sentence);
  }

  @Test
  void valuesAreChecked() {
    refused(
        () -> new FlowHeadConfig(4, 4, 0, Solver.EULER),
        "sampling steps of the flow head must be in [1, 1000], got 0");
    refused(
        () -> FlowHeadConfig.standard().withSamplingSteps(1001),
        "sampling steps of the flow head must be in [1, 1000], got 1001");
    refused(
        () -> DiffusionHeadConfig.standard().withSamplingSteps(1),
        "sampling steps of the diffusion head must be in [2, 1000], got 1");
    refused(
        () -> new DiffusionHeadConfig(4, 4, 100, Double.NaN),
        "noise_scale must be in [0, 1], got NaN");
    refused(
        () -> new FlowHeadConfig(0, 4, 10, Solver.EULER),
        "num_mlp_layers must be at least 1, got 0");
    refused(() -> new DiffusionHeadConfig(4, 0, 10, 1), "num_samples must be at least 1, got 0");
    refused(
        () -> EnergyHeadConfig.published().withSamplingSteps(5),
        "the energy head makes a vector in one pass, so it cannot take 5 sampling steps: leave them"
            + " out");
    refused(
        () -> HeadConfig.Type.of("gan"),
        "the head must be one of energy, flow, diffusion, got gan");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(HeadConfig.Type type) {
    HeadConfig head = type.standard();
    ObjectNode node = head.write(JsonNodeFactory.instance.objectNode());
    assertThat(type.read(new ConfigReader(node))).isEqualTo(head);
    assertThat(head.type()).isEqualTo(type);
    assertThat(HeadConfig.Type.of(type.modelType())).isEqualTo(type);
    assertThat(head.lossName()).isEqualTo(type.modelType() + "_loss");
  }

  @Test
  void aSolverHasToBeKnown() {
    ObjectNode node = FlowHeadConfig.standard().write(JsonNodeFactory.instance.objectNode());
    node.put("solver", "heun");
    refused(
        () -> HeadConfig.Type.FLOW.read(new ConfigReader(node)),
        "the solver of the flow head must be euler or midpoint, got heun");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow", "diffusion"})
  void publishedConfigurationsAreRead(String name) throws IOException {
    ObjectNode json;
    try (InputStream in =
        HeadConfigTest.class.getResourceAsStream(
            "/golden/models/calm_k4_" + name + ".config.json")) {
      json = (ObjectNode) Json.mapper().readTree(in);
    }
    HeadConfig expected =
        name.equals("flow")
            ? new FlowHeadConfig(2, 4, 10, Solver.MIDPOINT)
            : new DiffusionHeadConfig(2, 4, 100, 1);
    assertThat(ConfigFile.read(json).head()).isEqualTo(expected);
    // The published code loses the model_type, the architecture stays.
    json.put("model_type", "llama");
    assertThat(ConfigFile.read(json).head()).isEqualTo(expected);
    json.remove("architectures");
    refused(
        () -> ConfigFile.read(json), "the head must be one of energy, flow, diffusion, got llama");
  }

  /** Modulations and the last linear map start from zero, and decay like other matrices. */
  @ParameterizedTest
  @EnumSource(names = {"FLOW", "DIFFUSION"})
  void whatModulatesStartsFromZero(HeadConfig.Type type) {
    CalmConfig model =
        new CalmConfig(30, 7, 4, 8, BackboneConfig.of(16, 40, 2, 2), type.standard(), 0.02);
    List<ParameterSpec> specs = type.standard().over(model).parameters();
    Map<String, INDArray> weights = new CalmNetwork(model).initialize(new RandomStreams(3));
    int zeros = 0;
    for (ParameterSpec spec : specs) {
      boolean matrix = spec.shape().length == 2;
      boolean silent = spec.name().contains("adaLN") || spec.name().contains("final_layer.linear");
      assertThat(spec.decays()).as(spec.name()).isEqualTo(matrix);
      if (matrix) {
        double largest = weights.get(spec.name()).amaxNumber().doubleValue();
        assertThat(largest == 0).as(spec.name()).isEqualTo(silent);
        zeros += silent ? 1 : 0;
      }
    }
    assertThat(zeros).isEqualTo(4 + 2);
  }
}
