package org.calm4j.examples.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.plot.TrainingPlots;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.CalmRun;
import org.calm4j.lm.generate.GenerationOptions;

/** Trains the language model of the demonstration and lets it write. Used by one thread. */
final class LanguageModelStage implements AutoCloseable {
  private final LanguageModelSettings settings;
  private final Path out;
  private final long seed;
  private final Engine engine;
  private final ChunkCodec codec;
  private final CalmRun run;

  LanguageModelStage(
      LanguageModelSettings settings,
      Path out,
      Path autoencoder,
      long seed,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore heldOut,
      double minutes,
      Engine engine) {
    this.settings = settings;
    this.out = out;
    this.seed = seed;
    this.engine = engine;
    TrainingOptions options =
        DemoSettings.training(
            minutes,
            settings.schedule(),
            settings.evaluateEvery(),
            new BestMetric("energy_loss", false),
            seed);
    codec = ChunkCodecs.open(autoencoder, engine);
    run =
        new CalmRun(
            out,
            autoencoder,
            codec,
            settings.recipe(codec),
            options,
            tokenizer,
            train,
            heldOut,
            engine,
            false);
  }

  CalmRun training() {
    return run;
  }

  /** Trains, then opens the saved model and has it write a text per temperature. */
  LanguageModelFigures run(List<? extends TrainingListener> watchers) {
    TrainingResult training = run.train(watchers);
    List<LanguageModelFigures.Sample> samples = new ArrayList<>();
    try (CalmModel model = CalmModel.open(out, engine)) {
      GenerationOptions options =
          GenerationOptions.standard()
              .withMaxTokens(settings.sampleTokens())
              .withCandidates(settings.candidates())
              .withSeed(seed);
      // Warms up, so that the figures are those of a running application.
      model.generate(settings.prompt(), options.withMaxTokens(8).withTemperature(1));
      for (double temperature : settings.temperatures()) {
        samples.add(
            new LanguageModelFigures.Sample(
                temperature,
                model.generate(settings.prompt(), options.withTemperature(temperature))));
      }
    }
    return new LanguageModelFigures(training, settings.prompt(), samples);
  }

  /** Draws into a folder; returns the images. */
  List<Path> plots(Path folder) {
    return TrainingPlots.write(out.resolve("metrics.jsonl"), folder);
  }

  @Override
  public void close() {
    run.close();
    codec.close();
  }
}
