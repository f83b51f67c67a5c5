package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.autoencoder.AutoencoderRun;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.plot.LatentPlots;
import org.calm4j.eval.plot.ReconstructionPlots;
import org.calm4j.eval.plot.TrainingPlots;
import org.calm4j.eval.reconstruction.NoiseAccuracy;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.calm4j.examples.report.SentencePair;

/** Trains the autoencoder of the demonstration, scores it and draws. Used by one thread. */
final class AutoencoderStage implements AutoCloseable {
  private static final int SENTENCES = 5;
  private static final int MAP_CHUNKS = 600;

  private final DemoSettings settings;
  private final Path out;
  private final long seed;
  private final Tokenizer tokenizer;
  private final TokenStore heldOut;
  private final AutoencoderRun run;

  AutoencoderStage(
      DemoSettings settings,
      Path out,
      long seed,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore heldOut,
      double minutes,
      Engine engine) {
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    this.tokenizer = tokenizer;
    this.heldOut = heldOut;
    AutoencoderSettings own = settings.autoencoder();
    TrainingOptions options =
        DemoSettings.training(
            minutes,
            own.schedule(),
            own.evaluateEvery(),
            new BestMetric("token_accuracy", true),
            seed);
    run =
        new AutoencoderRun(
            out,
            own.recipe(tokenizer.vocabularySize()),
            options,
            tokenizer,
            train,
            heldOut,
            engine,
            false);
  }

  AutoencoderRun training() {
    return run;
  }

  AutoencoderFigures run(List<? extends TrainingListener> watchers) {
    TrainingResult training = run.train(watchers);
    ChunkCodec codec = run.codec();
    int few = settings.autoencoder().batchTokens();
    Reconstruction.of(codec, heldOut, few, List.of(), seed); // warms up
    Reconstruction figures = Reconstruction.of(codec, heldOut, Long.MAX_VALUE, List.of(), seed);
    // Less text will do here: noise makes many errors.
    List<NoiseAccuracy> noise =
        Reconstruction.of(
                codec, heldOut, settings.autoencoder().evaluationTokens(), settings.noise(), seed)
            .noise();
    List<SentencePair> sentences = SentencePair.pick(codec, tokenizer, heldOut, SENTENCES, 0, seed);
    List<SentencePair> disturbed = new ArrayList<>();
    for (double std : settings.noise()) {
      disturbed.addAll(SentencePair.pick(codec, tokenizer, heldOut, 1, std, seed));
    }
    return new AutoencoderFigures(training, figures, noise, sentences, disturbed);
  }

  /** Draws into a folder; returns the images. */
  List<Path> plots(AutoencoderFigures result, Path folder) {
    Reconstruction figures = result.reconstruction();
    List<Path> plots = new ArrayList<>(TrainingPlots.write(out.resolve("metrics.jsonl"), folder));
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
    int k = settings.autoencoder().k();
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
