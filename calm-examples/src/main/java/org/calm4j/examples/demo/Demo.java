package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.BuildProgress;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.Stoppable;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.report.EvaluationReport;
import org.jspecify.annotations.Nullable;

/**
 * The main job on the embedded corpus: makes stories, trains an autoencoder on them, scores it on
 * stories of another seed, trains a language model over it and lets that write, then trains a
 * token-level model for as long and scores both. {@code OUT/autoencoder}, {@code
 * OUT/language-model} and {@code OUT/token-level} become model folders, {@code OUT/plots} holds
 * plots and a report. Used by one thread; it may be stopped from another.
 */
public final class Demo implements Stoppable, AutoCloseable {
  /** Thousands of stories, which use all words often enough to count them. */
  private static final double VOCABULARY_MEGABYTES = 2;

  private final DemoSettings settings;
  private final Path out;
  private final long seed;
  private final double begin;
  private final Engine engine;
  private final Tokenizer tokenizer;
  private final TokenStore train;
  private final TokenStore heldOut;
  private final TokenStore unseen;
  private final AutoencoderStage first;
  private @Nullable LanguageModelStage second;
  private @Nullable BaselineStage third;
  private volatile Stoppable present;
  private volatile boolean stopped;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Makes the corpus and prepares training.
   *
   * @param settings sizes and times
   * @param out a new or empty folder
   * @param seed of everything: stories, weights, noise
   * @param secondsSpent time that counts as used already
   * @param engine what it runs on; stays the caller's
   * @param progress watches how the corpus is tokenized
   */
  public Demo(
      DemoSettings settings,
      Path out,
      long seed,
      double secondsSpent,
      Engine engine,
      Consumer<BuildProgress> progress) {
    this.begin = now() - secondsSpent;
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    this.engine = engine;
    tokenizer = learnedTokenizer();
    train = stories(settings.trainMegabytes(), seed, progress);
    heldOut = stories(settings.heldOutMegabytes(), seed + 1, progress);
    // The best checkpoints are chosen on the one, so the models are scored on the other.
    unseen = stories(settings.heldOutMegabytes(), seed + 2, progress);
    first =
        new AutoencoderStage(
            settings,
            autoencoder(),
            seed,
            tokenizer,
            train,
            heldOut,
            settings.autoencoderMinutes(now() - begin),
            engine);
    present = first.training();
  }

  private static double now() {
    return System.nanoTime() * 1e-9;
  }

  private Tokenizer learnedTokenizer() {
    double part = Math.min(VOCABULARY_MEGABYTES, settings.trainMegabytes());
    return Tokenizers.train(
        List.of(TextSource.of(spec(part, seed))), settings.vocabulary(), made -> {});
  }

  private String spec(double megabytes, long storySeed) {
    return "stories:%s:%d:%s:%d"
        .formatted(megabytes, storySeed, String.join(",", settings.plots()), settings.variety());
  }

  private TokenStore stories(double megabytes, long storySeed, Consumer<BuildProgress> progress) {
    return TokenStore.of(tokenizer, List.of(spec(megabytes, storySeed)), progress);
  }

  /**
   * Folder of the first model.
   *
   * @return {@code OUT/autoencoder}
   */
  public Path autoencoder() {
    return out.resolve("autoencoder");
  }

  /**
   * Folder of the second model.
   *
   * @return {@code OUT/language-model}
   */
  public Path languageModel() {
    return out.resolve("language-model");
  }

  /**
   * Folder of the model that the second is compared with.
   *
   * @return {@code OUT/token-level}
   */
  public Path baseline() {
    return out.resolve("token-level");
  }

  /**
   * Trains both stages and the baseline, and scores them.
   *
   * @param watchers who watches the training of each
   * @param afterFirst gets the figures of the first stage as soon as they are there
   * @param afterSecond gets those of the second
   * @return the figures
   */
  public DemoResult run(
      List<? extends TrainingListener> watchers,
      Consumer<AutoencoderFigures> afterFirst,
      Consumer<LanguageModelFigures> afterSecond) {
    try {
      AutoencoderFigures figures = first.run(watchers);
      afterFirst.accept(figures);
      if (stopped) {
        return new DemoResult(figures, null, null);
      }
      double minutes = settings.languageModelMinutes(now() - begin);
      LanguageModelFigures written = runSecond(minutes, watchers);
      afterSecond.accept(written);
      if (stopped) {
        return new DemoResult(figures, written, null);
      }
      return new DemoResult(figures, written, runThird(minutes, written, watchers));
    } finally {
      ended.countDown();
    }
  }

  private LanguageModelFigures runSecond(
      double minutes, List<? extends TrainingListener> watchers) {
    LanguageModelStage stage =
        new LanguageModelStage(
            settings.languageModel(),
            languageModel(),
            autoencoder(),
            seed,
            tokenizer,
            train,
            heldOut,
            minutes,
            engine);
    second = stage;
    begin(stage.training());
    return stage.run(watchers);
  }

  private @Nullable ScoreFigures runThird(
      double minutes, LanguageModelFigures written, List<? extends TrainingListener> watchers) {
    BaselineStage stage =
        new BaselineStage(
            settings.baseline(), baseline(), seed, tokenizer, train, heldOut, minutes, engine);
    third = stage;
    begin(stage.training());
    TrainingResult training = stage.run(watchers);
    if (!training.complete()) {
      return null;
    }
    Scoring scoring = new Scoring(settings, unseen, seed, () -> stopped, engine);
    ScoreFigures.Model calm = scoring.of(languageModel(), written.training());
    ScoreFigures.Model ar = scoring.of(baseline(), training);
    return calm == null || ar == null ? null : new ScoreFigures(calm, ar);
  }

  private void begin(Stoppable stage) {
    present = stage;
    if (stopped) {
      stage.requestStop();
    }
  }

  /**
   * Draws into {@code OUT/plots}.
   *
   * @param result what {@link #run} found
   * @return the images, and the page that reports the scores
   * @throws IllegalStateException if this Java cannot draw text
   */
  public List<Path> plots(DemoResult result) {
    Path folder = out.resolve("plots");
    List<Path> plots = new ArrayList<>(first.plots(result.autoencoder(), folder));
    LanguageModelStage stage = second;
    if (stage != null) {
      plots.addAll(stage.plots(folder.resolve("language-model")));
    }
    ScoreFigures scores = result.scores();
    if (scores != null) {
      plots.add(
          new EvaluationReport("CALM and a token-level model, trained as long, on new stories")
              .model("CALM, K = " + settings.autoencoder().k(), scores.calm().score())
              .model("token-level", scores.ar().score())
              .reconstruction(result.autoencoder().reconstruction())
              .write(folder.resolve("evaluation")));
    }
    return plots;
  }

  @Override
  public void requestStop() {
    stopped = true;
    present.requestStop();
  }

  @Override
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    first.close();
    LanguageModelStage stage = second;
    if (stage != null) {
      stage.close();
    }
    BaselineStage compared = third;
    if (compared != null) {
      compared.close();
    }
  }
}
