package org.calm4j.examples.demo;

import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Schedule;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.EnergyHeadConfig;

/**
 * The language model of the demonstration.
 *
 * @param hidden width of the layers
 * @param intermediate width inside the gated units
 * @param layers layers of the backbone
 * @param heads attention heads
 * @param head the energy head
 * @param initializerRange standard deviation of initial weights
 * @param data how text becomes batches
 * @param rate highest learning rate
 * @param warmup steps of warm-up
 * @param finalRate last rate as a part of the highest
 * @param evaluateEvery steps between evaluations
 * @param prompt what the samples begin with
 * @param temperatures of the samples
 * @param candidates chunks from which a sample below temperature 1 is chosen
 * @param sampleTokens most tokens of a sample
 */
public record LanguageModelSettings(
    int hidden,
    int intermediate,
    int layers,
    int heads,
    EnergyHeadConfig head,
    double initializerRange,
    CalmData data,
    double rate,
    long warmup,
    double finalRate,
    long evaluateEvery,
    String prompt,
    List<Double> temperatures,
    int candidates,
    int sampleTokens) {
  private static final int POSITIONS = 512;

  CalmRecipe recipe(ChunkCodec codec) {
    BackboneConfig backbone =
        new BackboneConfig(hidden, intermediate, layers, heads, heads, POSITIONS, 10000, 1e-6);
    return new CalmRecipe(
        CalmConfig.over(codec, backbone).withHead(head).withInitializerRange(initializerRange),
        data,
        AdamWOptions.published());
  }

  Schedule schedule() {
    return new Schedule.Cosine(rate, warmup, finalRate);
  }
}
