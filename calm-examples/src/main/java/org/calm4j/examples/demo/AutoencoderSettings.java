package org.calm4j.examples.demo;

import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Schedule;

/**
 * The autoencoder of the demonstration.
 *
 * @param part of the training time
 * @param k tokens per chunk
 * @param hidden width of the layers
 * @param latent length of a vector
 * @param dropout chance of tokens and of entries of vectors to be dropped
 * @param klWeight weight of the divergence: a tenth of the published one makes vectors vary less
 * @param mixing largest part of another chunk's vector in a vector
 * @param batchTokens tokens of a step
 * @param rate highest learning rate
 * @param warmup steps of warm-up
 * @param finalRate last rate as a part of the highest
 * @param evaluateEvery steps between evaluations
 * @param evaluationTokens tokens of an evaluation
 */
public record AutoencoderSettings(
    double part,
    int k,
    int hidden,
    int latent,
    double dropout,
    double klWeight,
    double mixing,
    int batchTokens,
    double rate,
    long warmup,
    double finalRate,
    long evaluateEvery,
    long evaluationTokens) {

  AutoencoderRecipe recipe(int vocabulary) {
    return new AutoencoderRecipe(
        AutoencoderConfig.published(vocabulary).withSizes(k, hidden, latent),
        new AutoencoderObjective(
            dropout, dropout, klWeight, AutoencoderObjective.published().klClamp(), mixing),
        new TrainingData(batchTokens, 16, evaluationTokens),
        AdamWOptions.published());
  }

  Schedule schedule() {
    return new Schedule.Cosine(rate, warmup, finalRate);
  }
}
