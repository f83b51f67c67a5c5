package org.calm4j.examples.demo;

import java.util.List;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.EnergyHeadConfig;

/**
 * Everything the demonstration decides: found by trying on two cores, for text of a few hundred
 * words. The published values are for all of English, and for days of training. It tells one plot
 * with two options of every choice, because in two minutes a language model over vectors does not
 * learn to keep forty names apart, or to choose cleanly among six ways to go on.
 *
 * @param minutes how long all of it takes, beginning with the start of the process
 * @param finishSeconds what is set aside of it for scoring, samples and plots
 * @param vocabulary most ids of the tokenizer, which is learned from the stories: so every word
 *     that they use often is one token
 * @param plots names of the plots of its stories
 * @param variety most options of every choice in them
 * @param trainMegabytes size of the training text
 * @param heldOutMegabytes size of the text of another seed
 * @param autoencoder the first stage
 * @param languageModel the second stage
 * @param baseline what the second stage is compared with
 * @param scoring how they are compared
 * @param noise standard deviations that disturb vectors
 */
public record DemoSettings(
    double minutes,
    double finishSeconds,
    int vocabulary,
    List<String> plots,
    int variety,
    double trainMegabytes,
    double heldOutMegabytes,
    AutoencoderSettings autoencoder,
    LanguageModelSettings languageModel,
    BaselineSettings baseline,
    ScoringSettings scoring,
    List<Double> noise) {

  /**
   * The settings of {@code ./calm demo}.
   *
   * @return K = 2, which so short a training needs to write well; five minutes in all
   */
  public static DemoSettings standard() {
    return new DemoSettings(
        4.9,
        14,
        2048,
        List.of("race"),
        2,
        12,
        0.4,
        new AutoencoderSettings(
            0.13, 2, 128, 32, 0.15, 1e-4, 0.5, 4096, 3e-3, 30, 0.01, 100, 40_000),
        new LanguageModelSettings(
            192,
            512,
            3,
            8,
            new EnergyHeadConfig(2, 32, 4, 50, 1),
            0.07,
            new CalmData(3, 160, 24, true),
            3e-3,
            50,
            0.01,
            200,
            "Once upon a time",
            List.of(1.0, 1.0 / 2, 1.0 / 3),
            500,
            240),
        new BaselineSettings(
            192, 512, 3, 8, 0.04, new CalmData(2, 320, 24, true), 2e-3, 50, 0.01, 400),
        new ScoringSettings(40, 512, 8),
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
        vocabulary,
        plots,
        variety,
        trainMegabytes,
        heldOutMegabytes,
        autoencoder,
        languageModel,
        baseline,
        scoring,
        noise);
  }

  /** Training time of the autoencoder, when some was spent already. */
  double autoencoderMinutes(double secondsSpent) {
    return autoencoder.part() * trainingSeconds(secondsSpent) / 60;
  }

  /** Training time of the language model, and of the baseline: what is left, half for each. */
  double languageModelMinutes(double secondsSpent) {
    return Math.max(20 * minutes, 60 * minutes - finishSeconds - secondsSpent) / 2 / 60;
  }

  /** How every stage trains: by the clock, with one checkpoint, the best by a metric. */
  static TrainingOptions training(
      double minutes, Schedule schedule, long evaluateEvery, BestMetric best, long seed) {
    return TrainingOptions.of(new Budget.Minutes(minutes), schedule)
        .withEvaluateEvery(evaluateEvery)
        .withCheckpoints(0, 1)
        .withBest(best)
        .withSeed(seed);
  }

  private double trainingSeconds(double secondsSpent) {
    double all = 60 * minutes;
    return Math.max(all / 3, all - secondsSpent - finishSeconds);
  }
}
