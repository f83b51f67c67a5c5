package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scripts for JShell run as they are, with few steps, and come to what they promise. */
class JshellScriptsTest {

  @AfterEach
  void forgetSizes() {
    System.clearProperty("calm.steps");
    System.clearProperty("calm.texts");
  }

  @Test
  void textToVectors() throws IOException {
    System.setProperty("calm.steps", "60");
    try (Script script = new Script("text-to-vectors.jsh")) {
      assertThat(script.number("vectors.length")).isEqualTo(6);
      assertThat(script.number("vectors[0].length")).isEqualTo(64);
      assertThat(script.number("heldOut.tokenAccuracy()")).isBetween(0.5, 1.0);
      assertThat(script.number("heldOut.noise().get(0).tokenAccuracy()")).isPositive();
      assertThat(script.value("again")).contains("the lake");
      Folders.delete(script.folder());
    }
  }

  @Test
  void trainAModel() throws IOException {
    System.setProperty("calm.steps", "30");
    try (Script script = new Script("train-a-model.jsh")) {
      assertThat(script.number("result.steps()")).isEqualTo(60);
      assertThat(script.number("result.finalLoss()")).isPositive();
      assertThat(script.number("story.ids().length")).isBetween(1.0, 60.0);
      assertThat(script.folder().resolve("language-model/autoencoder/model.safetensors")).exists();
      Folders.delete(script.folder());
    }
  }

  @Test
  void scoreASampler() throws IOException {
    System.setProperty("calm.texts", "20");
    try (Script script = new Script("score-a-sampler.jsh")) {
      assertThat(script.number("result.documents()")).isEqualTo(20);
      double score = script.number("result.brierLm()");
      assertThat(score).isBetween(5.0, 30.0);
      assertThat(script.number("result.score().low()")).isPositive().isLessThan(score);
      assertThat(script.number("result.score().high()")).isGreaterThan(score);
      assertThat(script.number("change.difference()")).isNegative();
      assertThat(script.value("BrierTable.lines(table).get(1)")).contains("trigram");
    }
  }
}
