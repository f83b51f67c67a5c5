package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.rollout.Rollouts;

/**
 * BrierLM, a score of language models that needs nothing but draws (paper section 4): 100 * (b1 b2
 * b3 b4)^(1/4), where b_n is the Brier score of n-grams, 2 P(truth) - P(two draws agree), averaged
 * over all places of a text. It is strictly proper: in expectation no model scores higher than the
 * distribution that the text comes from.
 *
 * <pre>{@code
 * EvaluationTexts texts = EvaluationTexts.documents(store, 1024);
 * BrierResult result = BrierLM.score(model, texts, BrierOptions.standard());
 * System.out.println(result.brierLm() + " " + result.score());
 * }</pre>
 *
 * <p>A start has four real tokens behind it, so in {@link EvaluationTexts#documents} an EOS is only
 * ever the last of the four: the very ends of documents count for little there.
 *
 * <p>Memory is bounded by one text: its draws, and what the model needs for it, which grows with
 * the samples that agree; beyond that some hundred bytes per document. Checked against known truths
 * by {@code BrierCoverageTest}.
 */
public final class BrierLM {
  private BrierLM() {}

  /**
   * Scores a model.
   *
   * @param model the model; {@link org.calm4j.eval.blackbox.SamplerModel} makes one of any sampler
   * @param texts what it has to continue, ids of its vocabulary
   * @param options how to estimate
   * @return the score with its error bars
   * @throws IllegalArgumentException if the context is no multiple of the model's chunk size or
   *     longer than the model takes, or no text has four tokens behind a chunk
   */
  public static BrierResult score(RolloutModel model, EvaluationTexts texts, BrierOptions options) {
    return score(model, texts, options, BrierProgress.SILENT);
  }

  /**
   * Scores a model, with word of how far it is.
   *
   * @param model the model
   * @param texts what it has to continue, ids of its vocabulary
   * @param options how to estimate
   * @param progress called after every text; may end the evaluation early
   * @return the score with its error bars; {@link BrierResult#complete()} says if it was ended
   * @throws IllegalArgumentException as {@link #score(RolloutModel, EvaluationTexts, BrierOptions)}
   * @throws CancellationException if it was ended before the first text
   */
  public static BrierResult score(
      RolloutModel model, EvaluationTexts texts, BrierOptions options, BrierProgress progress) {
    requireContext(model, texts);
    int k = model.chunkSize();
    int chosen = Math.min(options.maxTexts(), texts.size());
    long total = positions(texts, chosen, k, options.maxPositions());
    if (!progress.update(0, total)) {
      throw new CancellationException("the evaluation was ended before its first text");
    }
    RandomStreams streams = new RandomStreams(options.seed());
    DocumentSums sums = new DocumentSums();
    int read = 0;
    boolean goOn = true;
    while (goOn && sums.positions() < total) {
      int index = spread(read++, chosen, texts.size());
      EvaluationText text = texts.get(index);
      int[] starts = first(text.starts(k), total - sums.positions());
      if (starts.length > 0) {
        TokenChunks chunks = TokenChunks.padded(text.ids(), k, model.padId());
        try (Rollouts rollouts = model.open(chunks.ids(), streams.key("text", index))) {
          sums.add(
              text,
              k,
              BrierTerms.estimate(
                  options.estimator(), rollouts, chunks, starts, options.samples()));
        }
        goOn = progress.update(sums.positions(), total);
      }
    }
    return BrierResult.of(
        sums.terms(), options, k, texts.contextTokens(), sums.positions() == total);
  }

  private static void requireContext(RolloutModel model, EvaluationTexts texts) {
    int k = model.chunkSize();
    int tokens = texts.contextTokens();
    if (tokens % k != 0) {
      throw new IllegalArgumentException(
          "a context of %d tokens has no whole number of chunks of %d: use %d"
              .formatted(tokens, k, Math.max(1, tokens / k) * k));
    }
    if (tokens > model.contextTokens()) {
      throw new IllegalArgumentException(
          "a context of %d tokens is longer than the model's %d: cut the text shorter"
              .formatted(tokens, model.contextTokens()));
    }
  }

  private static long positions(EvaluationTexts texts, int chosen, int k, long limit) {
    long count = 0;
    for (int i = 0; i < chosen && count < limit; i++) {
      count += texts.get(spread(i, chosen, texts.size())).starts(k).length;
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "no text of %d has %d tokens behind a chunk of %d: give longer texts"
              .formatted(chosen, BrierTerms.ORDERS, k));
    }
    return Math.min(count, limit);
  }

  /** Some of the texts, far apart: neighbours resemble each other. */
  private static int spread(int i, int chosen, int size) {
    return (int) ((long) i * size / chosen);
  }

  private static int[] first(int[] starts, long most) {
    return starts.length <= most ? starts : Arrays.copyOf(starts, (int) most);
  }
}
