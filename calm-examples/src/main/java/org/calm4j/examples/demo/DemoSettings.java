package org.calm4j.examples.demo;

import java.util.List;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Schedule;

/**
 * Everything the demonstration decides: found by trying on two cores, for text of a few hundred
 * words. The published values are for all of English, and for days of training.
 *
 * @param minutes how long all of it takes, beginning with the start of the process
 * @param finishSeconds what is set aside of it for scoring and plots
 * @param tokenizer a small vocabulary suits a small corpus
 * @param trainMegabytes size of the training text
 * @param heldOutMegabytes size of the text of another seed
 * @param k tokens per chunk
 * @param hidden width of the layers
 * @param latent length of a vector
 * @param dropout chance of tokens and of entries of vectors to be dropped
 * @param batchTokens tokens of a step
 * @param rate highest learning rate
 * @param warmup steps of warm-up
 * @param finalRate last rate as a part of the highest
 * @param evaluateEvery steps between evaluations
 * @param evaluationTokens tokens of an evaluation
 * @param noise standard deviations that disturb vectors
 */
public record DemoSettings(
    double minutes,
    double finishSeconds,
    String tokenizer,
    double trainMegabytes,
    double heldOutMegabytes,
    int k,
    int hidden,
    int latent,
    double dropout,
    int batchTokens,
    double rate,
    long warmup,
    double finalRate,
    long evaluateEvery,
    long evaluationTokens,
    List<Double> noise) {

  /**
   * The settings of {@code ./calm demo}.
   *
   * @return K = 4, hidden 192, latent 64, some two minutes
   */
  public static DemoSettings standard() {
    return new DemoSettings(
        2.2,
        8,
        "r50k:512",
        4,
        0.4,
        4,
        192,
        64,
        0.05,
        4096,
        3e-3,
        100,
        0.01,
        250,
        40_000,
        List.of(0.3, 0.6, 0.9, 1.2));
  }

  /**
   * The same with another length.
   *
   * @param value how long all of it takes
   * @return a changed copy
   */
  public DemoSettings withMinutes(double value) {
    return new DemoSettings(
        value,
        finishSeconds,
        tokenizer,
        trainMegabytes,
        heldOutMegabytes,
        k,
        hidden,
        latent,
        dropout,
        batchTokens,
        rate,
        warmup,
        finalRate,
        evaluateEvery,
        evaluationTokens,
        noise);
  }

  AutoencoderRecipe recipe(int vocabulary) {
    AutoencoderObjective published = AutoencoderObjective.published();
    return new AutoencoderRecipe(
        AutoencoderConfig.published(vocabulary).withSizes(k, hidden, latent),
        new AutoencoderObjective(dropout, dropout, published.klWeight(), published.klClamp()),
        new TrainingData(batchTokens, 16, evaluationTokens),
        AdamWOptions.published());
  }

  Schedule schedule() {
    return new Schedule.Cosine(rate, warmup, finalRate);
  }

  /** Training time, when some was spent already: at least a third of all. */
  double trainingMinutes(double secondsSpent) {
    double all = 60 * minutes;
    return Math.max(all / 3, all - secondsSpent - finishSeconds) / 60;
  }
}
