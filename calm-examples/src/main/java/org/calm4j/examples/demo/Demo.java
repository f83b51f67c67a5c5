package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.calm4j.autoencoder.AutoencoderRun;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.BuildProgress;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.plot.LatentPlots;
import org.calm4j.eval.plot.ReconstructionPlots;
import org.calm4j.eval.plot.TrainingPlots;
import org.calm4j.examples.report.NoiseAccuracy;
import org.calm4j.examples.report.Reconstruction;
import org.calm4j.examples.report.SentencePair;

/**
 * The main job on the embedded corpus: makes stories, trains an autoencoder on them, and scores it
 * on stories of another seed. {@code OUT/autoencoder} becomes a model folder, {@code OUT/plots}
 * holds plots. Used by one thread; {@link #run} may be stopped from another.
 */
public final class Demo implements AutoCloseable {
  private static final int SENTENCES = 5;
  private static final int MAP_CHUNKS = 600;

  private final DemoSettings settings;
  private final Path out;
  private final long seed;
  private final Tokenizer tokenizer;
  private final TokenStore heldOut;
  private final AutoencoderRun run;

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
    long start = System.nanoTime();
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    tokenizer = Tokenizers.of(settings.tokenizer());
    TokenStore train = stories(settings.trainMegabytes(), seed, progress);
    heldOut = stories(settings.heldOutMegabytes(), seed + 1, progress);
    double spent = secondsSpent + (System.nanoTime() - start) * 1e-9;
    TrainingOptions options =
        TrainingOptions.of(new Budget.Minutes(settings.trainingMinutes(spent)), settings.schedule())
            .withEvaluateEvery(settings.evaluateEvery())
            .withCheckpoints(0, 1)
            .withBest(new BestMetric("token_accuracy", true))
            .withSeed(seed);
    run =
        new AutoencoderRun(
            out.resolve("autoencoder"),
            settings.recipe(tokenizer.vocabularySize()),
            options,
            tokenizer,
            train,
            heldOut,
            engine,
            false);
  }

  private TokenStore stories(double megabytes, long storySeed, Consumer<BuildProgress> progress) {
    return TokenStore.of(tokenizer, List.of("stories:" + megabytes + ":" + storySeed), progress);
  }

  /**
   * The training run inside, to be stopped from another thread for example.
   *
   * @return owned by this object
   */
  public AutoencoderRun training() {
    return run;
  }

  /**
   * Trains and scores.
   *
   * @param watchers who watches the training
   * @return the figures
   */
  public DemoResult run(List<? extends TrainingListener> watchers) {
    TrainingResult training = run.train(watchers);
    ChunkCodec codec = run.codec();
    Reconstruction.of(codec, heldOut, settings.batchTokens(), List.of(), seed); // warms up
    Reconstruction figures = Reconstruction.of(codec, heldOut, Long.MAX_VALUE, List.of(), seed);
    // Less text will do here: noise makes many errors.
    List<NoiseAccuracy> noise =
        Reconstruction.of(codec, heldOut, settings.evaluationTokens(), settings.noise(), seed)
            .noise();
    List<SentencePair> sentences = SentencePair.pick(codec, tokenizer, heldOut, SENTENCES, 0, seed);
    List<SentencePair> disturbed = new ArrayList<>();
    for (double std : settings.noise()) {
      disturbed.addAll(SentencePair.pick(codec, tokenizer, heldOut, 1, std, seed));
    }
    return new DemoResult(training, figures, noise, sentences, disturbed);
  }

  /**
   * Draws into {@code OUT/plots}.
   *
   * @param result what {@link #run} found
   * @return the images
   * @throws IllegalStateException if this Java cannot draw text
   */
  public List<Path> plots(DemoResult result) {
    Reconstruction figures = result.reconstruction();
    Path folder = out.resolve("plots");
    Path metrics = out.resolve("autoencoder").resolve("metrics.jsonl");
    List<Path> plots = new ArrayList<>(TrainingPlots.write(metrics, folder));
    Path positions = folder.resolve("by-position.png");
    ReconstructionPlots.byPosition(positions, figures.positions());
    plots.add(positions);
    List<NoiseAccuracy> levels = new ArrayList<>();
    levels.add(new NoiseAccuracy(0, figures.tokenAccuracy(), figures.chunkAccuracy()));
    levels.addAll(result.noise());
    Path noise = folder.resolve("noise.png");
    ReconstructionPlots.againstNoise(
        noise,
        levels.stream().mapToDouble(NoiseAccuracy::std).toArray(),
        levels.stream().mapToDouble(NoiseAccuracy::tokenAccuracy).toArray());
    plots.add(noise);
    plots.add(latentMap(folder.resolve("latent-map.png")));
    return plots;
  }

  /** Where the vectors of held-out chunks lie, coloured by what stands in the chunk. */
  private Path latentMap(Path png) {
    int k = settings.k();
    TokenChunks chunks = new ChunkBlocks(heldOut, k, 1).inOrder(MAP_CHUNKS).next();
    List<String> kinds = new ArrayList<>();
    for (int chunk = 0; chunk < chunks.chunks(); chunk++) {
      int[] ids = Arrays.copyOfRange(chunks.ids(), chunk * k, (chunk + 1) * k);
      kinds.add(kind(tokenizer.decode(ids)));
    }
    LatentPlots.map(png, run.codec().encode(chunks.ids()), kinds);
    return png;
  }

  private static String kind(String text) {
    if (text.contains("\"")) {
      return "speech begins or ends";
    }
    if (text.matches("(?s).*[.?!].*")) {
      return "a sentence ends";
    }
    return text.matches("(?s).*[A-Z].*") ? "a name or a beginning" : "inside a sentence";
  }

  @Override
  public void close() {
    run.close();
  }
}
