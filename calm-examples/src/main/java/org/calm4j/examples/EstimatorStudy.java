package org.calm4j.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierOptions;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.lm.LanguageModel;

/**
 * Measures how much the two estimators of BrierLM vary with their draws, and what that costs: the
 * same model on the same texts with many seeds. What a given time buys is the product of variance
 * and time, since repeating an estimate n times divides the one by n and multiplies the other.
 * {@code docs/results.md} has the figures.
 */
public final class EstimatorStudy {
  private static final int CONTEXT = 512;
  private static final List<Integer> SAMPLES = List.of(2, 4, 8, 16);

  private EstimatorStudy() {}

  /**
   * Runs the study.
   *
   * @param args a language model's folder, a text, how many of its documents, and how many seeds
   */
  public static void main(String[] args) {
    int documents = Integer.parseInt(args[2]);
    int seeds = Integer.parseInt(args[3]);
    try (Engine engine = Engine.create();
        LanguageModel model = LanguageModel.open(Path.of(args[0]), engine)) {
      TokenStore text = TokenStore.of(model.tokenizer(), List.of(args[1]), progress -> {});
      EvaluationTexts texts = EvaluationTexts.documents(text, CONTEXT);
      BrierOptions published =
          BrierOptions.published().withMaxTexts(documents).withIntervals(0, 0.95);
      // Once without a clock: the first run warms the kernels.
      BrierLM.score(model.rollouts(), texts, published);
      System.out.printf(
          "%-12s %8s %8s %8s %8s %10s%n",
          "estimator", "mean", "sd", "sd B4", "seconds", "efficiency");
      Row base = row("published, 2", model, texts, published, seeds);
      base.print(base);
      for (int n : SAMPLES) {
        BrierOptions pairs = published.withEstimator(BrierEstimator.PAIRS, n);
        row("pairs, " + n, model, texts, pairs, seeds).print(base);
      }
    }
  }

  private static Row row(
      String name, LanguageModel model, EvaluationTexts texts, BrierOptions options, int seeds) {
    double[] scores = new double[seeds];
    double[] fourth = new double[seeds];
    double[] seconds = new double[seeds];
    for (int i = 0; i < seeds; i++) {
      long begin = System.nanoTime();
      BrierResult result = BrierLM.score(model.rollouts(), texts, options.withSeed(1 + i));
      seconds[i] = (System.nanoTime() - begin) * 1e-9;
      scores[i] = result.brierLm();
      fourth[i] = result.brier()[3];
    }
    Arrays.sort(seconds);
    return new Row(name, mean(scores), deviation(scores), deviation(fourth), seconds[seeds / 2]);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** An estimator: scores, their spread over seeds, and the median time of one. */
  private record Row(String name, double mean, double deviation, double fourth, double seconds) {

    /** Efficiency: how many times as long the other would run for the same spread. */
    void print(Row base) {
      double cost = deviation * deviation * seconds;
      double other = base.deviation * base.deviation * base.seconds;
      System.out.printf(
          "%-12s %8.3f %8.3f %8.3f %8.2f %10.2f%n",
          name, mean, deviation, fourth, seconds, other / cost);
    }
  }
}
