package org.calm4j.examples.demo;

import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Schedule;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.ar.ArRecipe;

/**
 * The token-level model that the language model is compared with: it gets the same time.
 *
 * @param hidden width of the layers
 * @param intermediate width inside the gated units
 * @param layers layers of the backbone
 * @param heads attention heads
 * @param initializerRange standard deviation of initial weights
 * @param data how text becomes batches
 * @param rate highest learning rate
 * @param warmup steps of warm-up
 * @param finalRate last rate as a part of the highest
 * @param evaluateEvery steps between evaluations
 */
public record BaselineSettings(
    int hidden,
    int intermediate,
    int layers,
    int heads,
    double initializerRange,
    CalmData data,
    double rate,
    long warmup,
    double finalRate,
    long evaluateEvery) {
  private static final int POSITIONS = 1024;

  ArRecipe recipe(int vocabulary) {
    BackboneConfig backbone =
        new BackboneConfig(hidden, intermediate, layers, heads, heads, POSITIONS, 10000, 1e-6);
    return new ArRecipe(
        ArConfig.of(vocabulary, backbone).withInitializerRange(initializerRange),
        data,
        AdamWOptions.published());
  }

  Schedule schedule() {
    return new Schedule.Cosine(rate, warmup, finalRate);
  }
}
