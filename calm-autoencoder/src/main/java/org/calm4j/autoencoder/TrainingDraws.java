package org.calm4j.autoencoder;

import java.util.random.RandomGenerator;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.random.RandomStreams;

/**
 * Everything random about a training step, as a function of seed, step and micro-batch: random
 * chunks, dropped ids, noise of the posterior, dropped entries of vectors, mixed vectors.
 *
 * @param config sizes
 * @param objective chances of dropping
 * @param randomChunks part of the chunks that become random ids
 * @param streams the run's randomness
 * @param workers draw the noise
 */
record TrainingDraws(
    AutoencoderConfig config,
    AutoencoderObjective objective,
    double randomChunks,
    RandomStreams streams,
    Workers workers) {
  /** Chunks that share one random stream: streams do not depend on the number of threads. */
  private static final int NOISE_BLOCK = 64;

  /** Replaces chunks by ids drawn evenly, so that rare ids are seen as well. */
  void mixInRandomChunks(int[] labels, long step, int microBatch) {
    if (randomChunks == 0) {
      return;
    }
    RandomGenerator random = streams.stream("random-chunks", step, microBatch);
    int k = config.patchSize();
    for (int chunk = 0; chunk < labels.length / k; chunk++) {
      if (random.nextDouble() < randomChunks) {
        for (int i = chunk * k; i < (chunk + 1) * k; i++) {
          labels[i] = random.nextInt(config.vocabSize());
        }
      }
    }
  }

  /** Each id becomes id 0 with the chance of the token dropout. */
  void dropIds(int[] labels, int[] ids, long step, int microBatch) {
    RandomGenerator random = streams.stream("token-dropout", step, microBatch);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextDouble() < objective.tokenDropout() ? 0 : labels[i];
    }
  }

  /** Fills the placeholders for noise and for dropped entries. */
  void fillNoise(GraphPlan plan, long step, int microBatch) {
    Memory noise = Memory.of(plan.input(AutoencoderGraphs.NOISE));
    Memory scale = Memory.of(plan.input(AutoencoderGraphs.LATENT_SCALE));
    double dropout = objective.latentDropout();
    float kept = (float) (1 / (1 - dropout));
    int block = NOISE_BLOCK * config.latentSize();
    int length = noise.length();
    workers.run(
        (length + block - 1) / block,
        20 * block,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            RandomGenerator random = streams.stream("latent", step, microBatch, b);
            int end = Math.min((b + 1) * block, length);
            for (int i = b * block; i < end; i++) {
              noise.set(i, (float) random.nextGaussian());
              scale.set(i, random.nextDouble() < dropout ? 0 : kept);
            }
          }
        });
  }

  /** Whether vectors are mixed. */
  boolean mixing() {
    return objective.latentMixing() > 0;
  }

  /** Fills the placeholders for the vectors that are mixed into others, and for their parts. */
  void fillPartners(GraphPlan plan, long step, int microBatch) {
    Memory parts = Memory.of(plan.input(AutoencoderGraphs.PARTNER_PARTS));
    RandomGenerator random = streams.stream("latent-mixing", step, microBatch);
    int latent = config.latentSize();
    int[] partners = new int[parts.length() / latent];
    for (int chunk = 0; chunk < partners.length; chunk++) {
      partners[chunk] = random.nextInt(partners.length);
      float part = (float) (objective.latentMixing() * random.nextDouble());
      for (int i = chunk * latent; i < (chunk + 1) * latent; i++) {
        parts.set(i, part);
      }
    }
    Memory.of(plan.input(AutoencoderGraphs.PARTNERS)).put(partners, partners.length);
  }
}
