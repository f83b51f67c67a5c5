package org.calm4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.rollout.RolloutModel;
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
   * @throws IllegalArgumentException if there are fewer
   */
  public static void main(String[] args) {
    if (args.length < 4) {
      throw new IllegalArgumentException(
          "a study of the estimators needs MODEL TEXT DOCUMENTS SEEDS, got "
              + String.join(" ", args));
    }
    int documents = Integer.parseInt(args[2]);
    int seeds = Integer.parseInt(args[3]);
    try (Engine engine = Engine.create();
        LanguageModel model = LanguageModel.open(Path.of(args[0]), engine)) {
      TokenStore text = TokenStore.of(model.tokenizer(), List.of(args[1]), progress -> {});
      EvaluationTexts texts = EvaluationTexts.documents(text, CONTEXT);
      BrierOptions published =
          BrierOptions.published().withMaxTexts(documents).withIntervals(0, 0.95);
      List<Column> columns = new ArrayList<>();
      columns.add(new Column("published, 2", published, seeds));
      for (int n : SAMPLES) {
        columns.add(
            new Column("pairs, " + n, published.withEstimator(BrierEstimator.PAIRS, n), seeds));
      }
      // Once without a clock, to warm the kernels; then in turns, so that other work hits all
      // alike.
      columns.forEach(column -> BrierLM.score(model.rollouts(), texts, column.options));
      for (int i = 0; i < seeds; i++) {
        for (Column column : columns) {
          column.run(i, model.rollouts(), texts);
        }
      }
      System.out.printf(
          "%-12s %8s %8s %8s %8s %10s%n",
          "estimator", "mean", "sd", "sd B4", "seconds", "efficiency");
      columns.forEach(column -> column.print(columns.get(0)));
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** An estimator: its scores, and what they took. */
  private static final class Column {
    private final String name;
    private final BrierOptions options;
    private final double[] scores;
    private final double[] fourth;
    private final double[] seconds;

    Column(String name, BrierOptions options, int seeds) {
      this.name = name;
      this.options = options;
      scores = new double[seeds];
      fourth = new double[seeds];
      seconds = new double[seeds];
    }

    void run(int index, RolloutModel model, EvaluationTexts texts) {
      long begin = System.nanoTime();
      BrierResult result = BrierLM.score(model, texts, options.withSeed(1 + index));
      seconds[index] = (System.nanoTime() - begin) * 1e-9;
      scores[index] = result.brierLm();
      fourth[index] = result.brier()[3];
    }

    private double time() {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    /** Efficiency: how many times as long the other would run for the same spread. */
    void print(Column base) {
      double spread = deviation(scores);
      double other = deviation(base.scores);
      System.out.printf(
          "%-12s %8.3f %8.3f %8.3f %8.2f %10.2f%n",
          name,
          mean(scores),
          spread,
          deviation(fourth),
          time(),
          other * other * base.time() / (spread * spread * time()));
    }
  }
}
